using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Jobs;
using Seaworthy.Rides.Provider.Data;

namespace Seaworthy.Rides.Provider.Charges;

/// <summary>
/// Tells the merchant what became of a charge, by a signed webhook, again and again until it answers with a 2xx: for a day and a half, and then nobody is told. It may be told
/// twice, when the answer is lost.
/// </summary>
internal sealed class TellCharge(
    Session<ProviderDb> session, IHttpClientFactory clients, ProviderSetup setup, ServiceProfiles services, IServer server, TimeProvider time, ILogger<TellCharge> log)
{
    /// <summary>The client's name.</summary>
    public const string Client = "ride-webhooks";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    // Half a second, one, two, up to an hour: 45 attempts are a day and a half.
    public static JobKind<ChargeToTell> Kind { get; } = new("tell-charge")
    {
        Queue = "webhooks", MaxAttempts = 45, Retry = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromHours(1)), Keep = TimeSpan.Zero,
    };

    public async Task HandleAsync(ChargeToTell wanted, CancellationToken cancellationToken)
    {
        if (Merchant() is not { } merchant)
        {
            log.LogWarning("Nobody is told of charge {Charge}: Rides__Provider__Webhook is not set, and the payments are not served here", wanted.Charge);
            return;
        }

        var told = await session.ReadAsync(
            (db, ct) => db.Charges.Where(charge => charge.PublicId == wanted.Charge).Select(charge => new ToldCharge(charge.PublicId, charge.Reference, charge.Status, charge.Reason)).SingleAsync(ct),
            cancellationToken);
        using var client = clients.CreateClient(Client);
        using var answer = await client.PostAsJsonAsync(merchant, told, Json, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"The webhook about charge {wanted.Charge} was answered {(int)answer.StatusCode}.");
        }

        var now = Instant.Now(time);
        await session.WriteAsync((db, ct) => db.Charges.Where(charge => charge.PublicId == wanted.Charge).ExecuteUpdateAsync(set => set.SetProperty(charge => charge.ToldAt, now), ct), cancellationToken);
    }

    private Uri? Merchant() => setup.Webhook ?? (StandIn.AddressOf(StandIn.Payments, services, server) is { } payments ? new Uri(payments.AbsoluteUri + StandIn.Webhook) : null);
}

/// <summary>A charge that is to be told of.</summary>
internal sealed record ChargeToTell(string Charge);

/// <summary>What is told.</summary>
internal sealed record ToldCharge(string Id, string Reference, string Status, string? Reason);
