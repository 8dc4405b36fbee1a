using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Messaging;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Payments;
using Seaworthy.Rides.Payments.Data;
using Seaworthy.Rides.Provider;
using Seaworthy.Rides.Provider.Data;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Rides.Payments;

/// <summary>The payments as they are served to others, and the stand-in of their provider as a host of its own; a way between them that a test can break.</summary>
public class PaymentsOnSqlite : ServiceHost, IAsyncLifetime
{
    public const string ProviderKey = "sk_3f0b1c7d9a5e4f2b8c6d0e1f2a3b4c5d";
    public const string WebhookSecret = "9c1b7e3d5f8a4c2e6b0d1f3a5c7e9b2d4f6a8c0e1b3d5f7a9c2e4b6d8f0a1c3e";
    public const string FarmSecret = "7a1c3e5b9d2f4a6c8e0b1d3f5a7c9e2b4d6f8a0c1e3b5d7f9a2c4e6b8d0f1a3c";

    public override string Prefix => "/rides/payments";

    /// <summary>What the payments have told others.</summary>
    internal HeardEvents Heard { get; } = new();

    internal KeptLog Log { get; } = new();

    internal ProviderWay Way { get; private set; } = null!;

    internal StandInHost StandIn { get; private set; } = null!;

    internal Session<PaymentsDb> Session => Get<Session<PaymentsDb>>();

    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Rides:Payments:Provider", $"{Way.Address}rides/provider"),
        ("Rides:Payments:ProviderKey", ProviderKey),
        ("Services:Rides_Payments:Signatures:Keys:ride-provider", WebhookSecret),
        ("Services:Rides_Payments:Signatures:Keys:farm", FarmSecret),
        ("Services:Rides_Payments:Resilience:Clients:ride-provider", "deadline=2s attempt=500ms retries=off breaker=off"),
    ];

    public T Get<T>()
        where T : notnull => App.App.Services.GetRequiredService<T>();

    public new async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await StandIn.DisposeAsync();
        await Way.DisposeAsync();
    }

    protected override async Task<TestDatabase> CreateDatabaseAsync()
    {
        Way = await ProviderWay.StartAsync();
        return await NewDatabaseAsync();
    }

    protected virtual Task<TestDatabase> NewDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());

    protected override void Build(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IEventReceiver>(Heard);
        builder.Logging.AddProvider(Log);
    }

    protected override void AddModules(SeaworthyBuilder seaworthy) => seaworthy.AddModule<PaymentsModule>();

    protected override async Task FillAsync()
    {
        StandIn = new(NewDatabaseAsync, new Uri(App.Address, "/rides/payments/webhooks/provider"));
        await StandIn.InitializeAsync();
        Way.To = StandIn.App.Address;
    }
}

public sealed class PaymentsOnPostgreSql : PaymentsOnSqlite
{
    protected override Task<TestDatabase> NewDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

/// <summary>The stand-in, which settles at once.</summary>
internal sealed class StandInHost(Func<Task<TestDatabase>> database, Uri webhook) : ServiceHost
{
    public override string Prefix => "/rides/provider";

    public Session<ProviderDb> Session => App.App.Services.GetRequiredService<Session<ProviderDb>>();

    protected override string Environment => Environments.Development;

    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Rides:Provider:Key", PaymentsOnSqlite.ProviderKey), ("Rides:Provider:Webhook", webhook.AbsoluteUri), ("Rides:Provider:SettleMs", "0"),
        ("Services:Rides_Provider:Signatures:Keys:ride-provider", PaymentsOnSqlite.WebhookSecret),
    ];

    protected override Task<TestDatabase> CreateDatabaseAsync() => database();

    protected override void AddModules(SeaworthyBuilder seaworthy) => seaworthy.AddModule<ProviderModule>();
}

/// <summary>Whoever wants to know what became of payments.</summary>
internal sealed class HeardEvents : IEventReceiver
{
    public string Service => "listener";

    public IReadOnlyList<EventConsumer> Consumers { get; } = [new("heard-paid", RideEvents.Paid.Name), new("heard-failed", RideEvents.Failed.Name)];

    private ConcurrentDictionary<Guid, SentEvent> Events { get; } = new();

    /// <summary>The events of a ride, each once however often it was sent.</summary>
    public IReadOnlyList<SentEvent> Of(Guid ride, string contract) => [.. Events.Values.Where(sent => sent.Key == $"{ride}" && sent.Contract == contract)];

    public Task ReceiveAsync(EventConsumer consumer, IReadOnlyList<SentEvent> events, CancellationToken cancellationToken)
    {
        foreach (var sent in events)
        {
            Events[sent.Id] = sent;
        }

        return Task.CompletedTask;
    }
}
