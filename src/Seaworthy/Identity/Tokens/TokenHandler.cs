using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Seaworthy.Api.Problems;
using Seaworthy.Hosting;

namespace Seaworthy.Identity.Tokens;

/// <summary>The layer's tokens as one of the application's authentication schemes: <c>Authorization: Bearer …</c> (RFC 6750).</summary>
internal sealed class TokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, TokenVerifier verifier, LiveSessions sessions, TokenRenewals renewals, ServiceProfiles services)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var said = Request.Headers.Authorization;
        if (said.Count == 0 || (said.Count == 1 && said[0]?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) != true))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var service = Context.Features.Get<RequestRecord>()?.Service ?? services.For(Request.Path);
        // Two of them: whoever stands in front may have checked the other one.
        var (token, fault) = said.Count == 1 ? verifier.Verify(said[0]![Bearer.Length..], service.Audience) : (null, TokenFault.Invalid);
        if (token is null)
        {
            return Task.FromResult(Refuse(fault));
        }

        var asked = sessions.IsAliveAsync(token, service, Context.RequestAborted);
        return asked.IsCompletedSuccessfully && !renewals.IsDue(token, service) ? Task.FromResult(Judge(token, asked.Result)) : JudgeAsync(token, asked, service);
    }

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

    private async Task<AuthenticateResult> JudgeAsync(AccessToken token, ValueTask<bool> asked, ServiceProfile service)
    {
        var isAlive = await asked;
        if (isAlive && renewals.IsDue(token, service) && Context.Features.Get<RequestRecord>() is { } record)
        {
            record.Caller.NextToken = await renewals.RenewAsync(token, service, Context.RequestAborted);
        }

        return Judge(token, isAlive);
    }

    private AuthenticateResult Judge(AccessToken token, bool isAlive) =>
        isAlive ? AuthenticateResult.Success(new(token.ToPrincipal(), Scheme.Name)) : Refuse(TokenFault.Revoked);

    private AuthenticateResult Refuse(TokenFault fault)
    {
        if (Context.Features.Get<RequestRecord>() is { } record)
        {
            record.Caller.TokenFault = fault;
        }

        return AuthenticateResult.Fail($"The token is refused: {fault}.");
    }
}
