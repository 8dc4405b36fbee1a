using System.Globalization;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Identity.Accounts;

/// <summary>What the settings of accounts must be.</summary>
internal static class AccountRules
{
    /// <summary>What stands in an address where the token goes.</summary>
    public const string Token = "{token}";

    private const int FewestLiveChars = 8;
    private const int FewestLiveIterations = 100_000;

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        var accounts = options.Identity.Accounts;
        if (scope.IsLive && accounts.MinPasswordChars < FewestLiveChars)
        {
            yield return new("Identity:Accounts:MinPasswordChars", Number(accounts.MinPasswordChars.Value), $"must be {FewestLiveChars} or more in {scope.Environment}");
        }

        if (scope.IsLive && accounts.PasswordIterations < FewestLiveIterations)
        {
            yield return new("Identity:Accounts:PasswordIterations", Number(accounts.PasswordIterations), $"must be {Number(FewestLiveIterations)} or more in {scope.Environment}");
        }

        if (accounts.SessionDays < accounts.RefreshDays)
        {
            yield return new("Identity:Accounts:SessionDays", Number(accounts.SessionDays), $"must be RefreshDays ({Number(accounts.RefreshDays)}) or more");
        }

        foreach (var (key, url) in (IEnumerable<(string, string?)>)[("ResetUrl", accounts.ResetUrl), ("ConfirmUrl", accounts.ConfirmUrl)])
        {
            if (url is not null && (!url.Contains(Token, StringComparison.Ordinal) || !Uri.TryCreate(url.Replace(Token, "x", StringComparison.Ordinal), UriKind.Absolute, out var page) || page.Scheme is not ("https" or "http")))
            {
                yield return new($"Identity:Accounts:{key}", url, $"must be an address with {Token} in it: https://shop.example/page?token={Token}");
            }
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
