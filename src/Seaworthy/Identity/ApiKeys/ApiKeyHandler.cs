using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Seaworthy.Api.Problems;
using Seaworthy.Hosting;

namespace Seaworthy.Identity.ApiKeys;

/// <summary>Keys of programs as one of the application's authentication schemes: <c>X-Api-Key: sw_…</c>.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ApiKeyCheck check, ServiceProfiles services)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>What a caller is told whose key is refused.</summary>
    public static Problem Refused(ApiKeyFault fault) => Problem.Of(ProblemTypes.Unauthorized, fault switch
    {
        ApiKeyFault.Expired => "The API key has expired. Ask for a new one.",
        ApiKeyFault.NotAlone => "Send one API key and no token, or a token and no key.",
        _ => "The API key is not valid.",
    });

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var said = Request.Headers[ApiKeyText.Header];
        if (said.Count == 0)
        {
            return AuthenticateResult.NoResult();
        }

        var record = Context.Features.Get<RequestRecord>();
        var (key, fault) = said.Count == 1 && Request.Headers.Authorization.Count == 0
            ? await check.FindAsync(said[0]!, record?.Service ?? services.For(Request.Path), Context.RequestAborted)
            : (null, ApiKeyFault.NotAlone);
        if (key is not null)
        {
            return AuthenticateResult.Success(new(key.ToPrincipal(Scheme.Name), Scheme.Name));
        }

        if (record is not null)
        {
            record.Caller.KeyFault = fault;
        }

        return AuthenticateResult.Fail($"The API key is refused: {fault}.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = Challenge.Key(Context.Features.Get<RequestRecord>()?.Service.Name ?? Scheme.Name);
        if (Context.Features.Get<RequestRecord>() is { Service.Options.Problems.Enabled: true, Caller.KeyFault: { } fault } record)
        {
            record.Refuse(Refused(fault));
        }

        return Task.CompletedTask;
    }
}
