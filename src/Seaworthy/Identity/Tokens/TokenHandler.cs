using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Seaworthy.Api.Problems;

namespace Seaworthy.Identity.Tokens;

/// <summary>The layer's tokens as one of the application's authentication schemes: <c>Authorization: Bearer …</c> (RFC 6750).</summary>
internal sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, TokenVerifier verifier)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var record = Context.Features.Get<RequestRecord>();
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        var failed = await HandleAuthenticateOnceSafeAsync() is { Failure: not null };
        Response.Headers.WWWAuthenticate = Challenge.Bearer(record?.Service.Name ?? Scheme.Name, failed ? "invalid_token" : null);
        if (failed && record is { Service.Options.Problems.Enabled: true, Caller.TokenFault: { } fault })
        {
            record.Refuse(Refused(fault));
        }
    }

    /// <summary>What a caller is told whose token is not valid.</summary>
    public static Problem Refused(TokenFault fault) => Problem.Of(ProblemTypes.Unauthorized, fault switch
    {
        TokenFault.Expired => "The token has expired. Get a new one, and send this again.",
        TokenFault.NotYet => "The token is not valid yet.",
        TokenFault.Revoked => "The session of this token has ended. Sign in again.",
        _ => "The token is not valid.",
    });

    private AuthenticateResult Authenticate()
    {
        var said = Request.Headers.Authorization;
        if (said.Count == 0 || (said.Count == 1 && said[0]?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) != true))
        {
            return AuthenticateResult.NoResult();
        }

        // Two of them: whoever stands in front may have checked the other one.
        var (token, fault) = said.Count == 1 ? verifier.Verify(said[0]![Bearer.Length..]) : (null, TokenFault.Invalid);
        if (token is not null)
        {
            return AuthenticateResult.Success(new(token.ToPrincipal(), Scheme.Name));
        }

        if (Context.Features.Get<RequestRecord>() is { } record)
        {
            record.Caller.TokenFault = fault;
        }

        return AuthenticateResult.Fail($"The token is refused: {fault}.");
    }
}
