using System.CommandLine;
using Seaworthy.Cli.Hosting;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Settings;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Cli.Commands;

/// <summary><c>seaworthy token</c>: a bearer token to try things with at a desk, signed by the keys in the data folder.</summary>
internal static class Token
{
    public static Command Command(Terminal terminal)
    {
        var command = new ExampledCommand(
            "token", "print a bearer token, in Development",
            "seaworthy token test@example.com", "seaworthy token test@example.com --service grocery --role manager --scope orders:write");
        var email = new Argument<string>("email") { Description = "Whose; the same caller as with 'Authorization: Development EMAIL'." };
        var roles = new Option<string[]>("--role") { Description = "A role of theirs; may be said again.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var scopes = new Option<string[]>("--scope") { Description = "A scope of the token; may be said again.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var tenant = new Option<string?>("--tenant") { Description = "For whom they work.", HelpName = "NAME" };
        var service = new Option<string[]>("--service") { Description = "A service that is to accept it; may be said again; default all that are served.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        command.Arguments.Add(email);
        command.Options.Add(service);
        command.Options.Add(roles);
        command.Options.Add(scopes);
        command.Options.Add(tenant);
        var options = new TargetOptions(command);
        command.SetAction(async (parsed, _) =>
        {
            var host = ToolHost.ReadForCommand(options.Read(parsed));
            if (!host.IsDevelopment)
            {
                throw new Refusal(ExitCode.No, $"tokens are printed in Development, and this is {host.Builder.Environment.EnvironmentName}", "sign in, as everybody does");
            }

            await using var app = host.Build();
            var audiences = Audiences(parsed.GetRequiredValue(service), app.Services.GetRequiredService<ServiceProfiles>().All);
            var who = parsed.GetRequiredValue(email).Trim().ToLowerInvariant();
            terminal.Line(app.Services.GetRequiredService<AccessTokens>().Issue(new($"development:{who}", AccessTokens.DevelopmentSession)
            {
                Audiences = audiences,
                Email = who,
                Tenant = parsed.GetValue(tenant),
                Roles = parsed.GetRequiredValue(roles),
                Scopes = parsed.GetRequiredValue(scopes),
            }).Text);
            return ExitCode.Yes;
        });
        return command;
    }

    private static IReadOnlyList<string> Audiences(string[] names, IReadOnlyList<ServiceProfile> services)
    {
        var known = services.Select(service => service.Name).ToList();
        if (names.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } wrong)
        {
            throw new Refusal(ExitCode.Usage, $"'{wrong}' is no service here{Nearest.Hint(wrong, known)}", $"services are {string.Join(", ", known)}");
        }

        return [.. services.Where(service => names.Length == 0 || names.Contains(service.Name, StringComparer.OrdinalIgnoreCase))
            .Select(service => service.Audience).Distinct().Order(StringComparer.Ordinal)];
    }
}
