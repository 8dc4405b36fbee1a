using System.CommandLine;
using Seaworthy.Cli.Hosting;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Cli.Commands;

/// <summary><c>seaworthy token</c>: a bearer token to try things with at a desk, signed by the keys in the data folder.</summary>
internal static class Token
{
    private const string Session = "development";

    public static Command Command(Terminal terminal)
    {
        var command = new ExampledCommand(
            "token", "print a bearer token, in Development",
            "seaworthy token test@example.com", "seaworthy token test@example.com --role manager --scope orders:write");
        var email = new Argument<string>("email") { Description = "Whose; the same caller as with 'Authorization: Development EMAIL'." };
        var roles = new Option<string[]>("--role") { Description = "A role of theirs; may be said again.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var scopes = new Option<string[]>("--scope") { Description = "A scope of the token; may be said again.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var tenant = new Option<string?>("--tenant") { Description = "For whom they work.", HelpName = "NAME" };
        command.Arguments.Add(email);
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
            var who = parsed.GetRequiredValue(email).Trim().ToLowerInvariant();
            terminal.Line(app.Services.GetRequiredService<AccessTokens>().Issue(new($"development:{who}", Session)
            {
                Email = who,
                Tenant = parsed.GetValue(tenant),
                Roles = parsed.GetRequiredValue(roles),
                Scopes = parsed.GetRequiredValue(scopes),
            }).Text);
            return ExitCode.Yes;
        });
        return command;
    }
}
