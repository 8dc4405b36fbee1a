using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.Hosting;
using Seaworthy.Identity.Accounts;
using Seaworthy.Identity.Tokens;
using Seaworthy.Mail;
using Seaworthy.Validation;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>
/// Accounts of a service in its own database (R10, R91): one line in the module, one in the model, one in a migration, one among the routes. The host says
/// <c>AddTokens()</c>.
/// </summary>
public static class AccountsExtensions
{
    /// <summary>
    /// The limit of what strangers may try here: register, sign in, ask for links, use them. A module says how much it is:
    /// <c>options.RateLimiting.Policies[AccountsExtensions.Limit] = "20/minute per address"</c>.
    /// </summary>
    public const string Limit = "sign-in";

    /// <summary>Accounts of this module are rows of <typeparamref name="TContext"/>; after <c>AddDatabase</c>.</summary>
    public static ModuleBuilder AddAccounts<TContext>(this ModuleBuilder module)
        where TContext : DbContext
    {
        var services = module.Services;
        services.TryAddSingleton(sp => new PasswordHashing(sp.GetRequiredService<SeaworthyOptions>().Identity.Accounts));
        services.AddSingleton(sp => new AccountKeeping<TContext>(module.Profile, sp.GetRequiredService<IWebHostEnvironment>().IsDevelopment()));
        services.AddSingleton<ITokenSessions, ServiceSessions<TContext>>();
        services.AddSingleton<Accounts<TContext>>();
        services.AddSingleton<AccountTokens<TContext>>();
        services.AddSingleton<AccountLinks<TContext>>();
        AddMail<TContext>(services);
        services.AddSingleton<AccountSweep<TContext>>();
        services.AddHostedService(sp => sp.GetRequiredService<AccountSweep<TContext>>());
        services.AddSingleton<SessionStarts<TContext>>();
        services.AddSingleton<SessionRefreshes<TContext>>();
        services.AddSingleton<SessionEnds<TContext>>();
        services.AddSingleton(sp => new DemoAccounts<TContext>(
            sp.GetRequiredService<Accounts<TContext>>(), sp.GetRequiredService<AccountKeeping<TContext>>(), sp.GetRequiredService<PasswordHashing>(),
            sp.GetServices<DemoUser>()));
        services.AddSingleton<IServiceAccounts, OperatedAccounts<TContext>>();
        services.AddSingleton<Register<TContext>>();
        services.AddSingleton<LogIn<TContext>>();
        services.AddSingleton<Refresh<TContext>>();
        services.AddSingleton<OwnAccount<TContext>>();
        services.AddSingleton<ChangePassword<TContext>>();
        services.AddSingleton<ForgotPassword<TContext>>();
        services.AddSingleton<ResetPassword<TContext>>();
        services.AddSingleton<ConfirmEmail<TContext>>();
        services.AddSingleton<ResendConfirmation<TContext>>();
        services.AddSingleton<FirebaseAccounts<TContext>>();
        services.AddSingleton<FirebaseSignIn<TContext>>();
        return module;
    }

    /// <summary>
    /// Somebody whom <see cref="DemoAccounts{TContext}"/> makes, and whom <c>seaworthy serve</c> names at its start. In Development the roles are also
    /// those of a caller who says <c>Authorization: Development</c> and this e-mail.
    /// </summary>
    public static ModuleBuilder AddDemoUser(this ModuleBuilder module, string email, string password, string name, params string[] roles)
    {
        module.Services.AddSingleton(new DemoUser(module.Profile.Name, email, password, name, roles));
        return module;
    }

    /// <summary>
    /// <c>/register</c>, <c>/login</c>, <c>/profile</c>, <c>/refresh</c>, <c>/logout</c>, <c>/sessions</c>, <c>/password/change</c>, <c>/password/forgot</c>,
    /// <c>/password/reset</c>, <c>/email/confirm</c> and <c>/email/resend</c>. No answer of them is kept under an idempotency key: it may have a token in it.
    /// </summary>
    public static RouteGroupBuilder MapAccounts<TContext>(this IEndpointRouteBuilder routes)
        where TContext : DbContext
    {
        if (routes.ServiceProvider.GetService<AccessTokens>() is null)
        {
            throw new InvalidOperationException("MapAccounts needs tokens: say builder.AddSeaworthy().AddTokens() before AddModule.");
        }

        var all = routes.MapGroup("").WithoutIdempotency();
        MapOpen<TContext>(all.MapGroup("").Public());
        MapOwn<TContext>(all.MapGroup("").RequireAuthorization());
        return all;
    }

    private static void AddMail<TContext>(IServiceCollection services)
        where TContext : DbContext
    {
        services.AddMailTemplate(AccountTemplates.Confirm).AddMailTemplate(AccountTemplates.Reset).AddMailTemplate(AccountTemplates.KnownAlready);
        services.AddSingleton<AccountLetters<TContext>>();
        services.AddSingleton<AccountErrands<TContext>>();
        services.AddSingleton<AccountMail<TContext>>();
        services.AddHostedService(sp => sp.GetRequiredService<AccountMail<TContext>>());
        services.AddSingleton<IAccountPost<TContext>>(sp =>
            sp.GetService<ServiceMail<TContext>>() is null ? sp.GetRequiredService<AccountMail<TContext>>() : sp.GetRequiredService<QueuedAccountMail<TContext>>());
        services.AddSingleton(sp => new QueuedAccountMail<TContext>(
            sp.GetRequiredService<AccountErrands<TContext>>(), sp.GetRequiredService<ServiceJobs<TContext>>(), sp.GetRequiredService<JobParts<TContext>>(), sp.GetRequiredService<ServiceMail<TContext>>()));
        services.AddSingleton(new MoreJobs<TContext>(jobs => jobs.Run<QueuedAccountMail<TContext>, AccountErrand>(AccountErrand.Job, (mail, errand, run, ct) => mail.SendAsync(errand, run, ct))));
    }

    private static void MapOpen<TContext>(RouteGroupBuilder open)
        where TContext : DbContext
    {
        open.MapPost("/register", (Body<NewAccount> body, Register<TContext> register, CancellationToken ct) => register.HandleAsync(body.Value, ct))
            .RequireLimit(Limit).WithOperation(new("Makes an account") { Status = StatusCodes.Status201Created, Response = typeof(Registered), Errors = [503] });
        open.MapPost("/login", (Body<Credentials> body, LogIn<TContext> logIn, HttpContext context, CancellationToken ct) => logIn.HandleAsync(body.Value, context, ct))
            .ShowsSecret("token", "refresh_token").RequireLimit(Limit).WithOperation(new("Signs in") { Response = typeof(SignedIn), Errors = [401, 503] });
        open.MapPost("/refresh", (Body<RefreshRequest> body, Refresh<TContext> refresh, HttpContext context, CancellationToken ct) => refresh.HandleAsync(body.Value, context, ct))
            .ShowsSecret("token", "refresh_token").WithOperation(new("Gives the next token for a refresh token, which is used up") { Response = typeof(SignedIn), Errors = [401] });
        open.MapPost("/password/forgot", (Body<ForgottenPassword> body, ForgotPassword<TContext> forgot, CancellationToken ct) => forgot.HandleAsync(body.Value, ct))
            .RequireLimit(Limit).WithOperation(new("Sends a link for a new password, if there is such an account") { Status = StatusCodes.Status202Accepted, Errors = [503] });
        open.MapPost("/password/reset", (Body<PasswordReset> body, ResetPassword<TContext> reset, CancellationToken ct) => reset.HandleAsync(body.Value, ct))
            .RequireLimit(Limit).WithOperation(new("Takes a new password from whoever has the link, and ends all sessions") { Status = StatusCodes.Status204NoContent, Errors = [400, 503] });
        open.MapPost("/email/resend", (Body<UnconfirmedEmail> body, ResendConfirmation<TContext> resend, CancellationToken ct) => resend.HandleAsync(body.Value, ct))
            .RequireLimit(Limit).WithOperation(new("Sends the link that confirms an e-mail once more, if there is such an account") { Status = StatusCodes.Status202Accepted, Errors = [503] });
        open.MapPost("/email/confirm", (Body<EmailConfirmation> body, ConfirmEmail<TContext> confirm, HttpContext context, CancellationToken ct) => confirm.HandleAsync(body.Value, context, ct))
            .RequireLimit(Limit).WithOperation(new("Confirms the e-mail of whoever has the link and has registered") { Status = StatusCodes.Status204NoContent, Errors = [400, 401, 503] });
    }

    private static void MapOwn<TContext>(RouteGroupBuilder own)
        where TContext : DbContext
    {
        own.MapGet("/profile", (OwnAccount<TContext> account, HttpContext context, CancellationToken ct) => account.ShowAsync(context, ct))
            .WithOperation(new("Shows the caller's account") { Response = typeof(AccountView) });
        own.MapPost("/logout", (OwnAccount<TContext> account, HttpContext context, CancellationToken ct) => account.LogOutAsync(context, ct))
            .WithOperation(new("Ends the caller's session") { Status = StatusCodes.Status204NoContent });
        own.MapGet("/sessions", (OwnAccount<TContext> account, HttpContext context, CancellationToken ct) => account.ListSessionsAsync(context, ct))
            .WithOperation(new("Shows where the caller is signed in") { Response = typeof(OwnSessions) });
        own.MapDelete("/sessions/{id:guid}", (Guid id, OwnAccount<TContext> account, HttpContext context, CancellationToken ct) => account.EndSessionAsync(id, context, ct))
            .WithOperation(new("Ends one of the caller's sessions") { Status = StatusCodes.Status204NoContent, Errors = [404] });
        own.MapPost("/password/change", (Body<PasswordChange> body, ChangePassword<TContext> change, HttpContext context, CancellationToken ct) => change.HandleAsync(body.Value, context, ct))
            .RequireLimit(Limit).WithOperation(new("Changes the caller's password, and ends his other sessions") { Status = StatusCodes.Status204NoContent, Errors = [503] });
    }
}
