using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Rides.Provider;

/// <summary>What the stand-in goes by.</summary>
/// <param name="Key">Who calls shows this: <c>Rides__Provider__Key</c>, one that the payments have as <c>Rides__Payments__ProviderKey</c>.</param>
/// <param name="Webhook">Where it tells what became of a charge, <c>Rides__Provider__Webhook</c>; null for the payments of this process.</param>
/// <param name="Settles">After which time a charge is settled, <c>Rides__Provider__SettleMs</c> (200).</param>
/// <param name="Secrets">What webhooks are signed by: <c>Signatures:Keys:ride-provider</c>.</param>
internal sealed record ProviderSetup(string Key, Uri? Webhook, TimeSpan Settles, IReadOnlyList<string> Secrets)
{
    private const string WebhookSetting = "Rides:Provider:Webhook";
    private const string SettlesSetting = "Rides:Provider:SettleMs";
    private const string Source = "configuration";
    private const int UsualMs = 200;
    private const int MostMs = 600_000;

    /// <exception cref="SettingsException">A setting cannot be used, or this is no desk.</exception>
    public static ProviderSetup Read(IConfiguration configuration, ServiceProfile profile, IHostEnvironment host) => host.IsDevelopment()
        ? new(
            configuration["Rides:Provider:Key"] is { Length: > 0 } key ? key : StandIn.DeskKey,
            AddressIn(configuration, WebhookSetting),
            TimeSpan.FromMilliseconds(Milliseconds(configuration[SettlesSetting])),
            (profile.Options.Signatures.Keys.TryGetValue(StandIn.SigningKey, out var secrets) ? secrets : StandIn.DeskSecret).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        : throw new SettingsException([new("ASPNETCORE_ENVIRONMENT", host.EnvironmentName, "must be Development where rides/provider is served: it stands in for a payment provider and takes nobody's money; serve the other targets", "environment")]);

    private static Uri? AddressIn(IConfiguration configuration, string setting) => configuration[setting] is not { Length: > 0 } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new SettingsException([new(setting, text, "must be an address such as http://localhost:8000/rides/payments/webhooks/provider", Source)]);

    private static int Milliseconds(string? text) => text is not { Length: > 0 } ? UsualMs
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostMs ? number
        : throw new SettingsException([new(SettlesSetting, text, $"must be a whole number of milliseconds from 0 to {MostMs}", Source)]);
}
