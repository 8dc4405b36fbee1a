using Microsoft.AspNetCore.Authentication;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Identity;

/// <summary>
/// What a 401 asks for where the application's scheme does not say it: every 401 has a <c>WWW-Authenticate</c> (RFC 9110, section
/// 15.5.2). The scheme's name is what the application calls it; one that is no word of HTTP, or none, is <c>Bearer</c>.
/// </summary>
internal sealed class Challenge(IAuthenticationSchemeProvider? schemes)
{
    private const string BearerName = "Bearer";
    private string? _name;

    /// <summary>The header's value for a service.</summary>
    public string For(string service) => Text(_name ??= Name(), service);

    /// <summary>The header's value for a caller who lacks scopes (RFC 6750, section 3.1).</summary>
    public string For(string service, IReadOnlyList<string> scopes) =>
        $"{For(service)}, error=\"insufficient_scope\", scope=\"{Quoted(string.Join(' ', scopes))}\"";

    /// <summary>The header's value of a scheme that takes tokens, with <c>error</c> for a token that is not valid.</summary>
    public static string Bearer(string service, string? error) => error is null ? Text(BearerName, service) : $"{Text(BearerName, service)}, error=\"{error}\"";

    /// <summary>The header's value of a scheme that takes keys. No registered scheme is one of keys in a header of their own; every 401 must name one.</summary>
    public static string Key(string service) => Text(ApiKeysExtensions.Scheme, service);

    private static string Text(string name, string service) => $"{name} realm=\"{Quoted(service)}\"";

    // Schemes are known when the application starts, and the provider of the framework answers at once.
    private string Name() =>
        schemes?.GetDefaultChallengeSchemeAsync().GetAwaiter().GetResult()?.Name is { Length: > 0 } name && name != TokensExtensions.Scheme && IsWord(name)
            ? name
            : BearerName;

    private static bool IsWord(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static string Quoted(string text) => string.Concat(text.Where(c => c is >= ' ' and <= '~' and not '"' and not '\\'));
}
