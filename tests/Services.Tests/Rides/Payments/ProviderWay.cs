using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Services.Tests.Rides.Payments;

/// <summary>What may go wrong between the payments and their provider.</summary>
public enum ProviderFault
{
    None,

    /// <summary>Nobody answers: the connection breaks before anything has reached him.</summary>
    Away,

    /// <summary>He takes longer than anybody waits.</summary>
    Slow,

    /// <summary>He answers with a page for people.</summary>
    Garbage,

    /// <summary>He answers with another one's charge.</summary>
    Mistaken,

    /// <summary>He does not know us.</summary>
    Unauthorized,

    /// <summary>He does what is asked, and dies before he could say so.</summary>
    DiesAfterwards,
}

/// <summary>The way to the stand-in, over HTTP, on which a test makes go wrong what it is about.</summary>
internal sealed class ProviderWay : IAsyncDisposable
{
    private readonly HttpClient _client = new();
    private TestApp _app = null!;

    /// <summary>Where the stand-in is.</summary>
    public Uri? To { get; set; }

    public Uri Address => _app.Address;

    public ProviderFault Fault { get; set; }

    /// <summary>Words of an address at which nobody is ever answered; null for none.</summary>
    public string? Silent { get; set; }

    /// <summary>What was asked, with the fault that it met.</summary>
    public ConcurrentQueue<(string Method, string Target, ProviderFault Fault)> Asked { get; } = new();

    public static async Task<ProviderWay> StartAsync()
    {
        var way = new ProviderWay();
        way._app = await TestApp.StartAsync(_ => { }, app => app.Run(way.HandleAsync));
        return way;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var fault = Silent is { } words && Uri.UnescapeDataString($"{context.Request.QueryString}").Contains(words, StringComparison.Ordinal) ? ProviderFault.Slow : Fault;
        Asked.Enqueue((context.Request.Method, $"{context.Request.Path}{context.Request.QueryString}", fault));
        switch (fault)
        {
            case ProviderFault.Away:
                context.Abort();
                return;
            case ProviderFault.Slow:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            case ProviderFault.Garbage:
                context.Response.StatusCode = StatusCodes.Status201Created;
                await context.Response.WriteAsync("<html>We are moving house</html>");
                return;
            case ProviderFault.Mistaken:
                context.Response.StatusCode = context.Request.Method == "GET" ? StatusCodes.Status200OK : StatusCodes.Status201Created;
                await context.Response.WriteAsync("""{"id":"ch_other","status":"succeeded","reference":"another:1","charges":[{"id":"ch_other","status":"succeeded","reference":"another:1"}]}""");
                return;
            case ProviderFault.Unauthorized:
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
        }

        using var answer = await ForwardAsync(context);
        if (fault == ProviderFault.DiesAfterwards)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body);
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(new(context.Request.Method), new Uri(To!, $"{context.Request.Path}{context.Request.QueryString}"));
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(context.Request.ContentType!);
        }

        foreach (var name in (string[])["Authorization", "Idempotency-Key"])
        {
            if (context.Request.Headers[name] is [{ } value])
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await _client.SendAsync(request);
    }
}
