using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Seaworthy.Tests.Identity;

/// <summary>An application's own scheme: a header that lists the caller's claims, <c>Who: sub=ada; role=staff</c>, and counts how often it is asked.</summary>
internal sealed class SayWho(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, SayWho.Asked asked)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "Who";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Asked>();
        services.AddAuthentication(Name).AddScheme<AuthenticationSchemeOptions, SayWho>(Name, null);
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        asked.Count();
        var said = (string?)Request.Headers["Who"] ?? ((string?)Request.Headers.Authorization is { } value && value.StartsWith("Who ", StringComparison.Ordinal) ? value[4..] : null);
        if (said is null)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var claims = said.Split("; ").Select(pair => pair.Split('=', 2)).Select(pair => new Claim(pair[0], pair[1]));
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, Name, "sub", "role")), Name)));
    }

    internal sealed class Asked
    {
        private int _times;

        public int Times => _times;

        public void Count() => Interlocked.Increment(ref _times);
    }
}
