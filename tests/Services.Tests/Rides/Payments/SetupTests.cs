using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Build;
using Seaworthy.Hosting.Settings;
using Seaworthy.Identity.Tokens;
using Seaworthy.Rides.Payments;
using Seaworthy.Rides.Provider;
using Seaworthy.Services.Tests.Support;
using Seaworthy.Signatures;

namespace Seaworthy.Services.Tests.Rides.Payments;

/// <summary>What must be set so that somebody can pay, and what need not at a desk.</summary>
[Trait("Requirement", "R22")]
public sealed class SetupTests
{
    [Fact]
    public async Task Outside_Development_who_sets_the_provider_must_set_all_of_it()
    {
        var message = await StartFaultAsync(Environments.Production, ("Rides:Payments:Provider", "https://pay.example/v1"));
        var reversed = await StartFaultAsync(Environments.Production, ("Rides:Payments:ProviderKey", "sk_3f0b1c7d9a5e4f2b8c6d0e1f2a3b4c5d"));

        message.ShouldContain("Rides__Payments__ProviderKey");
        message.ShouldContain("Signatures__Keys__ride-provider");
        reversed.ShouldContain("Rides__Payments__Provider");
    }

    [Fact]
    public async Task Outside_Development_with_nothing_set_nobody_can_pay_and_no_webhook_is_taken()
    {
        var host = new DeskHost(withStandIn: false, Environments.Production);
        await host.InitializeAsync();
        try
        {
            var rider = new RiderClient(host);
            var ride = await rider.OweAsync();

            using var whoever = new HttpClient(new SignRequests(StandIn.SigningKey, StandIn.DeskSecret) { InnerHandler = new SocketsHttpHandler() });
            using var pay = await rider.PayAsync(ride);
            using var told = await whoever.PostAsJsonAsync(new Uri(host.App.Address, "/rides/payments/webhooks/provider"), new { id = "ch_1", reference = $"{Guid.NewGuid()}:1", status = "succeeded" });

            (pay.StatusCode, told.StatusCode).ShouldBe((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable));
            ((string)(await rider.GetAsync($"/{ride}"))["state"]!).ShouldBe("due");
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_stands_in_the_code_is_no_secret()
    {
        var message = await StartFaultAsync(
            Environments.Production, ("Rides:Payments:Provider", "https://pay.example/v1"), ("Rides:Payments:ProviderKey", StandIn.DeskKey), ("Seaworthy:Signatures:Keys:ride-provider", StandIn.DeskSecret));

        message.ShouldContain("Rides__Payments__ProviderKey");
        message.ShouldContain("Signatures__Keys__ride-provider");
        message.ShouldNotContain("must be the payment provider's address");
    }

    [Theory]
    [InlineData("pay.example")]
    [InlineData("ftp://pay.example")]
    public async Task An_address_that_is_none_is_named(string address) =>
        (await StartFaultAsync(Environments.Development, ("Rides:Payments:Provider", address))).ShouldContain($"= {address}");

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public void The_stand_in_is_built_in_Development_alone(string environment) => Should.Throw<SettingsException>(() => TestApp.Build(
        builder =>
        {
            builder.Environment.EnvironmentName = environment;
            builder.Services.AddEmbeddedSqlite();
            builder.AddSeaworthy().AddTokens().AddModule<ProviderModule>();
        },
        app => app.UseSeaworthy())).Message.ShouldContain("it stands in for a payment provider and takes nobody's money");

    [Fact]
    public async Task At_a_desk_the_stand_in_of_the_same_process_is_the_provider_and_nothing_is_set()
    {
        var (host, measured) = (new DeskHost(withStandIn: true), new List<(string Name, double Value, string? Outcome)>());
        await host.InitializeAsync();
        var own = host.App.App.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, mine) => Listen(instrument, mine, own) };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        try
        {
            var rider = new RiderClient(host);
            var (paid, failed) = (await rider.OweAsync(), await rider.OweAsync());
            await rider.BeginAsync(paid);
            await rider.BeginAsync(failed, "card-declined");

            await rider.UntilAsync(paid, "paid");
            await rider.UntilAsync(failed, "failed");

            await rider.UntilAsync(() => Measured("rides.payment.duration").Count == 2);
            Measured("rides.payments").Select(one => (one.Value, one.Outcome)).Order().ShouldBe([(1, "failed"), (1, "paid")]);
            Measured("rides.payment.duration").ShouldAllBe(one => one.Value >= 0 && one.Value < 60);
        }
        finally
        {
            await host.DisposeAsync();
        }

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var outcome = tags.ToArray().Single(tag => tag.Key == "outcome").Value as string;
            lock (measured)
            {
                measured.Add((instrument.Name, value, outcome));
            }
        }

        List<(string Name, double Value, string? Outcome)> Measured(string name)
        {
            lock (measured)
            {
                return measured.FindAll(one => one.Name == name);
            }
        }
    }

    [Fact]
    public async Task At_a_desk_without_a_provider_paying_is_503_and_names_the_setting()
    {
        var host = new DeskHost(withStandIn: false);
        await host.InitializeAsync();
        try
        {
            var rider = new RiderClient(host);
            var ride = await rider.OweAsync();

            using var answer = await rider.PayAsync(ride);

            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("Rides__Payments__Provider");
            ((string)(await rider.GetAsync($"/{ride}"))["state"]!).ShouldBe("due");
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    // Other hosts of this process have meters of the same name.
    private static void Listen(Instrument instrument, MeterListener listener, IMeterFactory own)
    {
        if (instrument.Meter.Name == "Seaworthy.Rides.Payments" && ReferenceEquals(instrument.Meter.Scope, own))
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static async Task<string> StartFaultAsync(string environment, params (string Key, string Value)[] settings)
    {
        await using var database = TestDatabase.Sqlite();
        return (await Should.ThrowAsync<SettingsException>(() => TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = environment;
                builder.Services.AddEmbeddedSqlite();
                builder.AddSeaworthy().AddTokens().AddModule<PaymentsModule>();
            },
            app => app.UseSeaworthy(),
            [.. database.Settings, .. settings]))).Message;
    }

    /// <summary>One process at a desk, with nothing set.</summary>
    private sealed class DeskHost(bool withStandIn, string environment = "Development") : ServiceHost
    {
        public override string Prefix => "/rides/payments";

        protected override string Environment => environment;

        protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());

        protected override void AddModules(SeaworthyBuilder seaworthy)
        {
            seaworthy.AddModule<PaymentsModule>();
            if (withStandIn)
            {
                seaworthy.AddModule<ProviderModule>();
            }
        }
    }
}
