using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.Hosting.Management;
using Seaworthy.Idempotency;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Identity.Tokens;
using Seaworthy.Pipeline;

namespace Seaworthy.Identity;

/// <summary>
/// Who calls, and whether he may: runs the application's own schemes and policies before anything that is keyed by who somebody is, and
/// notes subject and tenant. A request without credentials to an endpoint that is open costs nothing here.
/// </summary>
public sealed class IdentityStage : Stage
{
    private readonly SignInPlace _place;
    private readonly DevelopmentSignIn _development;
    private readonly Challenge _challenge;
    private readonly KnownTokens? _known;

    internal IdentityStage(SignInPlace place, DevelopmentSignIn development, Challenge challenge, KnownTokens? known) =>
        (_place, _development, _challenge, _known) = (place, development, challenge, known);

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Identity.Enabled;

    /// <inheritdoc/>
    public override bool Governs(EndpointPlan plan) =>
        plan.Kind == EndpointKind.Ordinary && plan.Metadata.GetMetadata<OwnEndpoint>() is null && (_place.HasSchemes || _development.IsOpen);

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        // At a desk whoever says who he is, is signed in like anybody else: the application's policies see him too.
        if (_development.IsOpen && _development.UserOf(record.Context) is { } said)
        {
            record.Context.User = said;
        }

        if (!_place.SignsIn)
        {
            return Look(record);
        }

        if (!MustAsk(record.Plan!, record.Context))
        {
            return Step.Continue;
        }

        if (_known is not null && !record.Plan!.Access.IsAsked && !_place.HasForeignSchemes && _known.SignIn(record))
        {
            return Step.Continue;
        }

        var running = _place.RunAsync(record);
        return running.IsCompletedSuccessfully ? Finish(record) : Step.Wait(FinishAsync(record, running));
    }

    /// <summary>Whoever was signed in behind the stages is known to the log, though not to what stands before him.</summary>
    public override void Leave(RequestRecord record)
    {
        if (!record.Caller.IsKnown && record.Context.User.Identity?.IsAuthenticated == true)
        {
            Note(record, record.Context.User);
        }
    }

    // What is kept for some must not be given to somebody, by whatever header the application knows him.
    private bool MustAsk(EndpointPlan plan, HttpContext context) =>
        plan.Access.IsGuarded || (plan.Recall is { IsForEverybody: false } && _place.HasForeignSchemes) || Credentials.AreIn(context);

    private Step Finish(RequestRecord record)
    {
        if (!record.Caller.HasPassed)
        {
            return Refused(record);
        }

        // Whoever sends a token means to be somebody: he must not go on as a stranger, and buy as a guest what was to be his.
        // Unless another scheme knows him: then it is a token of that one.
        if (record.Caller.TokenFault is { } fault && record.Context.User.Identity?.IsAuthenticated != true)
        {
            record.Context.Response.Headers.WWWAuthenticate = Challenge.Bearer(record.Service.Name, "invalid_token");
            return record.Refuse(TokenHandler.Refused(fault));
        }

        if (record.Caller.KeyFault is { } wrong && record.Context.User.Identity?.IsAuthenticated != true)
        {
            record.Context.Response.Headers.WWWAuthenticate = Challenge.Key(record.Service.Name);
            return record.Refuse(ApiKeyHandler.Refused(wrong));
        }

        Note(record, _development.UserOf(record.Context));
        return record.Plan!.Access.KeyScope is { } scope && record.Caller.KeyId is not null && !ScopeRequirement.Has(record.Caller.User!, scope)
            ? Unasked(record, scope)
            : Step.Continue;
    }

    // Others are let in without a scope; a key is for what its maker has named.
    private Step Unasked(RequestRecord record, string scope)
    {
        record.Context.Response.Headers.WWWAuthenticate = _challenge.For(record.Service.Name, [scope]);
        return record.Refuse(Problem.Of(ProblemTypes.Forbidden, $"An API key needs scope {scope} here."));
    }

    private async Task<Step> FinishAsync(RequestRecord record, Task running)
    {
        await running;
        return Finish(record);
    }

    // An application that lays its sign-in itself is asked early only where something before the endpoint goes by who calls.
    private Step Look(RequestRecord record)
    {
        var context = record.Context;
        if (!Credentials.AreIn(context))
        {
            return Step.Continue;
        }

        if (!_place.HasSchemes || !IsKeyedByCaller(record.Plan!, context.Request))
        {
            Note(record, _development.UserOf(context));
            return Step.Continue;
        }

        return Step.Wait(LookAsync(record));
    }

    private async Task<Step> LookAsync(RequestRecord record)
    {
        var schemes = (IAuthenticationSchemeProvider)record.Context.RequestServices.GetService(typeof(IAuthenticationSchemeProvider))!;
        var found = await schemes.GetDefaultAuthenticateSchemeAsync() is { } scheme ? await record.Context.AuthenticateAsync(scheme.Name) : null;
        Note(record, found?.Succeeded == true ? found.Principal : _development.UserOf(record.Context));
        return Step.Continue;
    }

    private static bool IsKeyedByCaller(EndpointPlan plan, HttpRequest request) =>
        plan.Limits.Words.Count > 0 || (plan.Idempotency.Value is not null && request.Headers.ContainsKey(IdempotencyKey.Header));

    private static void Note(RequestRecord record, ClaimsPrincipal? user) => record.Caller.Note(user, record.Service.Options.Identity);

    // The application's scheme has said no: with a page or an address of its own, or with a bare status, which problems makes a body of.
    private Step Refused(RequestRecord record)
    {
        var (response, access) = (record.Context.Response, record.Plan!.Access);
        Note(record, _development.UserOf(record.Context));
        var isBare = response is { HasStarted: false, ContentType: null, ContentLength: null, StatusCode: StatusCodes.Status403Forbidden };
        if (!isBare || !record.Service.Options.Problems.Enabled)
        {
            return Step.End;
        }

        if (access.Scopes.Count > 0 && response.Headers.WWWAuthenticate.Count == 0)
        {
            response.Headers.WWWAuthenticate = _challenge.For(record.Service.Name, access.Scopes);
        }

        return record.Refuse(Problem.Of(ProblemTypes.Forbidden, $"This is for {access.Callers.Value}."));
    }
}
