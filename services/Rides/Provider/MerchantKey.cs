using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Seaworthy.Rides.Provider;

/// <summary>Who calls the stand-in is whoever has its one API key, as <c>Authorization: Bearer …</c>. A scheme of its own: what stands there is no token of ours.</summary>
internal sealed class MerchantKey(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ProviderSetup setup)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "RideProvider";
    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Request.Headers.Authorization is not [{ } said] || !said.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? AuthenticateResult.NoResult()
        : !CryptographicOperations.FixedTimeEquals(Digest(said[Bearer.Length..]), Digest(setup.Key)) ? AuthenticateResult.Fail("The API key is not valid.")
        : AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity([new("sub", "merchant")], Name)), Name)));

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer realm=\"rides_provider\"";
        return Task.CompletedTask;
    }

    // Of one length, whatever was sent.
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
