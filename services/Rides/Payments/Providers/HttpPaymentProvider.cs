using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Resilience;

namespace Seaworthy.Rides.Payments.Providers;

/// <summary>The provider over HTTP, as the stand-in has it and real ones do.</summary>
internal sealed class HttpPaymentProvider(IHttpClientFactory clients, ProviderAddress address, PaymentsSetup setup) : IPaymentProvider
{
    /// <summary>The client's name, for its bounds and its metrics.</summary>
    public const string Client = "ride-provider";

    /// <summary>A charge is answered in a moment; what is not, the job tries again.</summary>
    public const string Bounds = "deadline=10s attempt=4s retries=1 answer=65536";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async Task<ProviderCharge> ChargeAsync(ChargeOrder order, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, "/charges");
        request.Headers.Add("Idempotency-Key", order.Reference);
        request.Content = JsonContent.Create(order, options: Json);
        using var client = clients.CreateClient(Client);
        using var answer = await client.SendAsync(request, cancellationToken);
        return answer.StatusCode switch
        {
            HttpStatusCode.OK or HttpStatusCode.Created => Charge(await ReadAsync<SaidCharge>(answer, cancellationToken), order.Reference),

            // These say something of the charge. All others, 401 and 404 among them, say something of us or of the provider, and nothing of what became of the charge.
            HttpStatusCode.BadRequest or HttpStatusCode.PaymentRequired or HttpStatusCode.UnprocessableEntity => ProviderCharge.Refused(order.Reference),
            _ => throw Unclear(answer),
        };
    }

    public async Task<ProviderCharge?> FindAsync(string reference, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, $"/charges?reference={Uri.EscapeDataString(reference)}");
        using var client = clients.CreateClient(Client);
        using var answer = await client.SendAsync(request, cancellationToken);
        var found = answer.StatusCode == HttpStatusCode.OK ? (await ReadAsync<SaidCharges>(answer, cancellationToken)).Charges : throw Unclear(answer);
        List<ProviderCharge> charges = [.. (found ?? throw Unclear(answer)).Select(charge => Charge(charge, reference))];

        // There is one, unless the provider has lost its idempotency keys: then that counts by which somebody has paid.
        return charges.Find(charge => charge.Status == ProviderStatus.Succeeded) ?? charges.Find(charge => charge.Status == ProviderStatus.Pending) ?? charges.FirstOrDefault();
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var provider = address.Find() ?? throw new ProviderUnclearException($"No payment provider is set: {PaymentsSetup.ProviderVariable}.");
        return new(method, new Uri(provider.AbsoluteUri.TrimEnd('/') + path)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", setup.Key) } };
    }

    private static ProviderCharge Charge(SaidCharge? said, string reference) =>
        said is { Id.Length: > 0 and <= ProviderCharge.LongestText, Status: ProviderStatus.Pending or ProviderStatus.Succeeded or ProviderStatus.Failed }
            && (said.Reference is null || said.Reference == reference)
            ? ProviderCharge.Of(said.Id, reference, said.Status, said.Reason)
            : throw new ProviderUnclearException("The payment provider has answered with something that is no charge, or another one.");

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(await answer.Content.ReadAsByteArrayAsync(cancellationToken), Json) ?? throw Unclear(answer);
        }
        catch (JsonException)
        {
            throw Unclear(answer);
        }
    }

    // Never its text, which may say anything.
    private static ProviderUnclearException Unclear(HttpResponseMessage answer) => new($"The payment provider's answer, {(int)answer.StatusCode}, does not say what became of a charge.");

    private sealed record SaidCharge(string? Id, string? Status, string? Reason, string? Reference);

    private sealed record SaidCharges(IReadOnlyList<SaidCharge?>? Charges);
}

/// <summary>Connections to the provider, kept for all payments.</summary>
internal static class ProviderClient
{
    // A provider that has moved is found again within this time.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    // It does not follow to another host, which would be shown the API key; and what is charged is in no log.
    public static void AddProviderClient(this IServiceCollection services, SeaworthyOptions settings) => services.AddHttpClient(HttpPaymentProvider.Client)
        .WithSeaworthyResilience(settings)
        .UseSocketsHttpHandler((handler, _) => (handler.AllowAutoRedirect, handler.UseCookies, handler.PooledConnectionLifetime) = (false, false, Lifetime))
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();
}
