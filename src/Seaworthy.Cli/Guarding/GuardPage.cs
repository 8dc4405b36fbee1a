using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seaworthy.Gateway;
using Seaworthy.RateLimiting;

namespace Seaworthy.Cli.Guarding;

/// <summary>What each stage of a guard does with one request, in words.</summary>
/// <param name="options">The guard's settings.</param>
/// <param name="method">The request's method.</param>
internal sealed class GuardPage(SeaworthyOptions options, string method)
{
    private bool IsRead => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    /// <summary>One line for each stage that the request meets.</summary>
    public IEnumerable<(string Stage, string Does)> Lines(IEnumerable<string> stages) => stages.Select(stage => (stage, Does(stage)));

    private string Does(string stage) => stage switch
    {
        "record" => "gives it an X-Request-ID (the caller's own where it is well formed), times it, counts it, and writes one JSON line",
        "headers" => "adds the security headers that the answer does not have",
        "client" => $"takes the caller's address from X-Forwarded-For of {string.Join(", ", options.Client.TrustedProxies)}, and of nobody else",
        "problems" => "words what the guard itself cannot answer as problem details; the API's own errors pass as they are",
        "routing" => "finds the plan above; every path is the API's but those below " + options.Management.Prefix,
        "cors" => $"lets web pages of {string.Join(", ", options.Cors.Origins)} read the answer, and answers their preflights",
        "forwarded" => "400 where a trusted proxy names no address",
        "transport" => "keeps to https where Transport says so",
        "drain" => "counts it; while the guard stops, asks to open the next connection elsewhere",
        "shedding" => "503 with Retry-After while the guard has more to do than it can",
        "bounds" => Bounds(),
        "address" => $"429 beyond {options.RateLimiting.Address} of one address",
        "admin" => $"403 unless it comes from {string.Join(", ", options.Admin.Networks)}",
        "identity" => "401 without a token that the guard's keys have signed",
        "signatures" => "401 unless a key of Signatures:Keys has signed it, once and in time",
        "idempotency" => HttpMethods.IsPost(method) || HttpMethods.IsPatch(method)
            ? $"with an Idempotency-Key: done once, and its answer told again for {options.Idempotency.KeepHours} hours"
            : "nothing: keys are for POST and PATCH",
        "recall" => IsRead
            ? "answers from the shared cache where the API allowed it (RFC 9111); gives an ETag to what has none, and 304 to who has it"
            : "what is kept of this path, and of the collection above it, is forgotten when the answer is 2xx or 3xx",
        "compression" => $"gzip or br for text from {options.Compression.MinimumBytes} bytes on",
        "leaks" => "looks for secrets in the answer",
        "endpoint" => Endpoint(),
        _ => "as its guide says",
    };

    private string Bounds()
    {
        var deadline = options.Bounds.DeadlineMs is { } ms ? string.Create(CultureInfo.InvariantCulture, $"504 without the head of an answer in {ms:#,0} ms; ") : "";
        return $"{deadline}413, 414 and 431 beyond {(options.Bounds.BodyBytes is { } bytes ? $"{bytes} bytes" : "the server's bound")} of body, "
            + $"{options.Bounds.UrlChars} characters of address, {options.Bounds.HeaderChars} of headers";
    }

    private string Endpoint()
    {
        var to = string.Join(" or ", options.Gateway.Upstreams);
        var again = options.Resilience.Retries == 0 || !options.Resilience.Enabled ? "; never tried again"
            : IsRead || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method)
                ? $"; without a body tried again {options.Resilience.Retries} times at most, within the budget"
            : options.Gateway.UpstreamKnowsKeys ? "; with a key tried again, else only where no connection came about"
            : "; tried again only where no connection came about";
        return $"{method} to {to}, with the trace, the id, the time that is left, and who calls{again}";
    }
}
