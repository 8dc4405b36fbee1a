using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Settings;
using Seaworthy.Rides.Provider;

namespace Seaworthy.Rides.Payments;

/// <summary>Who takes the money: <c>Rides__Payments__Provider</c>, <c>Rides__Payments__ProviderKey</c>, and the key that signs his webhooks.</summary>
/// <param name="Provider">The provider's address; null for nobody, and in Development for the stand-in where it is served by this process.</param>
/// <param name="Key">What he knows us by.</param>
/// <param name="Faults">What is missing or wrong; none where nothing is set: then rides are ridden and owed, and nobody can pay.</param>
internal sealed record PaymentsSetup(Uri? Provider, string Key, IReadOnlyList<SettingFault> Faults)
{
    /// <summary>As it is called in the environment.</summary>
    public const string ProviderVariable = "Rides__Payments__Provider";

    private const string ProviderSetting = "Rides:Payments:Provider";
    private const string KeySetting = "Rides:Payments:ProviderKey";
    private const string NotSet = "not set";

    public static PaymentsSetup Read(IConfiguration configuration, ServiceProfile profile, IHostEnvironment host)
    {
        var (text, key) = (configuration[ProviderSetting] ?? "", configuration[KeySetting] ?? "");
        var provider = Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
        var faults = new List<SettingFault>();
        var isSet = text.Length + key.Length > 0;
        if (provider is null && (text.Length > 0 || (isSet && !host.IsDevelopment())))
        {
            faults.Add(new(ProviderSetting, text.Length > 0 ? text : null, $"must be the payment provider's address such as https://pay.example/v1: set {ProviderVariable}", text.Length > 0 ? "configuration" : NotSet));
        }

        if (isSet && !host.IsDevelopment())
        {
            faults.AddRange(SecretFaults(key, profile));
        }

        return new(provider, key.Length > 0 ? key : StandIn.DeskKey, faults);
    }

    /// <exception cref="SettingsException">Something must be set.</exception>
    public void Check()
    {
        if (Faults.Count > 0)
        {
            throw new SettingsException(Faults);
        }
    }

    // What stands in this code everybody knows.
    private static IEnumerable<SettingFault> SecretFaults(string key, ServiceProfile profile)
    {
        if (key is "" or StandIn.DeskKey)
        {
            yield return new(KeySetting, null, "must be the API key that the payment provider gave: set Rides__Payments__ProviderKey", NotSet);
        }

        if (!profile.Options.Signatures.Keys.TryGetValue(StandIn.SigningKey, out var secret) || secret.Contains(StandIn.DeskSecret, StringComparison.Ordinal))
        {
            yield return new($"Seaworthy:Signatures:Keys:{StandIn.SigningKey}", null, $"must be the secret that the provider's webhooks are signed by: set Services__Rides_Payments__Signatures__Keys__{StandIn.SigningKey}", NotSet);
        }
    }
}

/// <summary>Stops the start of a process whose payment settings are half of what they must be, and tells where there are none at all; whether it serves or works.</summary>
internal sealed class PaymentsStart(PaymentsSetup setup, IHostEnvironment host, ILogger<PaymentsStart> log) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        setup.Check();
        if (setup.Provider is null && !host.IsDevelopment())
        {
            log.LogWarning("No payment provider is set: rides are ridden and owed, and paying is answered 503. Set {Setting}.", PaymentsSetup.ProviderVariable);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
