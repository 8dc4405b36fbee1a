using System.CommandLine;
using Seaworthy.Cli.Hosting;
using Seaworthy.Hosting.Settings;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.Cli.Commands;

/// <summary><c>seaworthy account add</c>: the first admin, who has nobody to ask (R10).</summary>
internal sealed class Account(Terminal terminal)
{
    public static Command Command(Terminal terminal)
    {
        var command = new Command("account", "add people to a service");
        command.Subcommands.Add(AddCommand(terminal));
        return command;
    }

    private static ExampledCommand AddCommand(Terminal terminal)
    {
        var command = new ExampledCommand(
            "add", "add an account, or roles and a tenant to one that is there",
            "seaworthy account add ada@example.com --service grocery --role admin", "seaworthy account add ada@example.com --service grocery --role admin --password-stdin < password.txt");
        var email = new Argument<string>("email") { Description = "Whose; it counts as confirmed." };
        var service = new Option<string>("--service") { Description = "The service that is to know them.", HelpName = "NAME", Required = true };
        var roles = new Option<string[]>("--role") { Description = "A role of theirs; may be said again.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var tenant = new Option<string?>("--tenant") { Description = "For whom they work; an account that works for another one is left as it is.", HelpName = "NAME" };
        var stdin = new Option<bool>("--password-stdin") { Description = "Reads the password, one line, from standard input; without it a link to choose one is printed." };
        var data = new Option<string?>("--data") { Description = "Folder of embedded databases; default ./data.", HelpName = "DIR" };
        command.Arguments.Add(email);
        foreach (var option in (Option[])[service, roles, tenant, stdin, data])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => new Account(terminal).AddAsync(
            parsed.GetRequiredValue(service), parsed.GetValue(data),
            new(Checked(parsed.GetRequiredValue(email)), parsed.GetValue(stdin) ? Console.In.ReadLine() ?? "" : null, Checked(parsed.GetRequiredValue(roles)), parsed.GetValue(tenant)),
            cancellationToken));
        return command;
    }

    private async Task<int> AddAsync(string service, string? folder, OperatedAccount account, CancellationToken cancellationToken)
    {
        var host = ToolHost.ReadForCommand(new(Targets.Named(service), folder));
        if (DataFolder.IsNeeded(host.Options))
        {
            DataFolder.Open(host.Options.DataDirectory);
        }

        await using var app = host.Build();
        var data = new ServiceData(app.Services, terminal);
        var accounts = app.Services.GetServices<IServiceAccounts>().FirstOrDefault()
            ?? throw new Refusal(ExitCode.Usage, $"{service} has no accounts", "seaworthy targets lists what there is");
        if (account.Password is { } password && (password.Length < accounts.MinPasswordChars || password.Length > PasswordHashing.MostChars))
        {
            throw new Refusal(ExitCode.Usage, $"the password has {password.Length} characters; {accounts.MinPasswordChars} to {PasswordHashing.MostChars} are taken", "send one line to standard input");
        }

        await (host.IsDevelopment ? data.MigrateUpAsync(data.Databases, null, cancellationToken) : ServiceData.RefusePendingAsync(data.Databases, cancellationToken));
        var isNew = await accounts.AddAsync(account, cancellationToken);
        var gift = isNew ? AccountGift.Given : await GiveAsync(accounts, account, cancellationToken);
        terminal.Line($"{account.Email} {(isNew ? "has an account" : "had an account")} at {accounts.Service}{(account.Roles.Count == 0 ? "" : $", role {string.Join(", ", account.Roles)}")}");
        if (gift == AccountGift.TakenOver)
        {
            terminal.Line("nobody had confirmed the e-mail: whoever registered with it is put out");
        }

        if (gift == AccountGift.TakenOver || (isNew && account.Password is null))
        {
            terminal.Line($"choose a password, once: {await accounts.NewResetLinkAsync(account.Email, cancellationToken)}");
        }

        return ExitCode.Yes;
    }

    private static async Task<AccountGift> GiveAsync(IServiceAccounts accounts, OperatedAccount account, CancellationToken cancellationToken)
    {
        if (account.Password is not null)
        {
            throw new Refusal(ExitCode.No, $"{account.Email} has an account at {accounts.Service} already, and its password stays", "leave --password-stdin out to give it roles");
        }

        var gift = await accounts.GiveAsync(account, cancellationToken);
        return gift == AccountGift.OfAnotherTenant
            ? throw new Refusal(ExitCode.No, $"{account.Email} works for another tenant than {account.Tenant} at {accounts.Service}, and nothing of the account was changed", "leave --tenant out to give it roles where it works")
            : gift;
    }

    private static string Checked(string email)
    {
        var small = email.Trim().ToLowerInvariant();
        return small.Length is > 2 and < 255 && small.Contains('@', StringComparison.Ordinal) && !small.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            ? small
            : throw new Refusal(ExitCode.Usage, $"'{email}' is no e-mail", "write it as ada@example.com");
    }

    private static string[] Checked(string[] roles) => roles.FirstOrDefault(role => role.Length == 0 || role.Any(char.IsWhiteSpace)) is { } wrong
        ? throw new Refusal(ExitCode.Usage, $"'{wrong}' is no role", "a role has no blanks")
        : roles;
}
