using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Seaworthy.Testing;

/// <summary>An application's own way to know who calls: a header with the words that open.</summary>
public sealed class HeaderScheme(IOptionsMonitor<HeaderSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<HeaderSchemeOptions>(options, logs, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Options.Header] != Options.Opens)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var caller = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ada"), .. Options.Roles.Select(role => new Claim(ClaimTypes.Role, role))], Scheme.Name));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(caller, Scheme.Name)));
    }
}

public sealed class HeaderSchemeOptions : AuthenticationSchemeOptions
{
    public string Header { get; set; } = "Authorization";

    public string Opens { get; set; } = "";

    public IReadOnlyList<string> Roles { get; set; } = [];
}
