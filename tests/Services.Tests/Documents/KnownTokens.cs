using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>Knows the two tokens that S2's tests send, as their mocks do.</summary>
internal sealed class KnownTokens(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "KnownTokens";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult((string?)Request.Headers.Authorization switch
    {
        "Bearer fake_token" or "Bearer test_token" => AuthenticateResult.Success(new(
            new ClaimsPrincipal(new ClaimsIdentity([new("sub", "1"), new("email", "test@example.com")], Name)), Name)),
        _ => AuthenticateResult.NoResult(),
    });
}
