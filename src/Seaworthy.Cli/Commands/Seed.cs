using System.CommandLine;
using System.Globalization;
using Seaworthy.Cli.Hosting;
using Seaworthy.Hosting;

namespace Seaworthy.Cli.Commands;

/// <summary><c>seaworthy seed SERVICE</c>: demo data, or a catalogue of one's own (R28).</summary>
internal sealed class Seed(Terminal terminal)
{
    public static Command Command(Terminal terminal)
    {
        var command = new ExampledCommand(
            "seed", "load demo data, or a CSV file of your own",
            "seaworthy seed grocery", "seaworthy seed grocery --from products.csv --map name=product_name --require-price",
            "seaworthy seed grocery --orders orders.csv");
        var service = new Argument<string>("service") { Description = "The service, as `seaworthy targets` lists it." };
        var from = new Option<string?>("--from") { Description = "A CSV file; without it the demo data.", HelpName = "FILE" };
        var orders = new Option<string?>("--orders") { Description = "A CSV file of past orders, one line per product, to load instead.", HelpName = "FILE" };
        var map = new Option<string[]>("--map") { Description = "Which column is which: ours=theirs; may be repeated.", HelpName = "A=B" };
        var price = new Option<bool>("--require-price") { Description = "The grocery's catalogue: rejects rows without a price instead of deriving one." };
        var rejects = new Option<string?>("--rejects") { Description = "Where rejected rows go; default beside the input.", HelpName = "FILE" };
        var data = new Option<string?>("--data") { Description = "Folder of embedded databases; default ./data.", HelpName = "DIR" };
        command.Arguments.Add(service);
        foreach (var option in (Option[])[from, orders, map, price, rejects, data])
        {
            command.Options.Add(option);
        }

        var json = Json.Option(command);
        command.SetAction((parsed, cancellationToken) => new Seed(terminal).RunAsync(
            parsed.GetValue(service)!,
            new(parsed.GetValue(from), Columns(parsed.GetValue(map)), parsed.GetValue(price), parsed.GetValue(rejects)) { Orders = parsed.GetValue(orders) },
            parsed.GetValue(data),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(string service, SeedRequest request, string? folder, bool json, CancellationToken cancellationToken)
    {
        var targets = Targets.Named(service);
        foreach (var (option, file) in (ReadOnlySpan<(string, string?)>)[("--from", request.From), ("--orders", request.Orders)])
        {
            if (file is not null && !File.Exists(file))
            {
                throw new Refusal(ExitCode.Usage, $"{option} {file}: there is no such file");
            }

            if (file is not null && request.RejectsFile is { } rejects && Path.GetFullPath(file) == Path.GetFullPath(rejects))
            {
                throw new Refusal(ExitCode.Usage, $"--rejects {rejects}: the report would be written over what it is about", $"name another file, or leave it out: the report is {file}.report.csv then");
            }
        }

        if (request is { From: not null, Orders: not null })
        {
            throw new Refusal(ExitCode.Usage, "--from and --orders are two loads, with a --map each: load the products first, then the orders");
        }

        var host = ToolHost.ReadForCommand(new(targets, folder));
        if (DataFolder.IsNeeded(host.Options))
        {
            DataFolder.Open(host.Options.DataDirectory);
        }

        await using var app = host.Build();
        var data = new ServiceData(app.Services, terminal);
        var isFile = request.From is not null || request.Orders is not null;
        var seeds = data.Seeds.Where(seed => targets.Any(target => target.Info.Name == seed.Service) && (isFile ? seed.LoadsFiles : seed.HasDemoData)).ToList();
        if (seeds.Count == 0)
        {
            throw new Refusal(ExitCode.Inconclusive, isFile ? $"{service} loads no files" : $"{service} has no data to load");
        }

        var answers = new List<int>();
        foreach (var seed in seeds)
        {
            answers.Add(await LoadAsync(seed, request, host, data, json, cancellationToken));
        }

        if (!json && !isFile && answers.Contains(ExitCode.Yes))
        {
            terminal.Line("Database seeded"); // S4's own words
        }

        return answers.Contains(ExitCode.No) ? ExitCode.No : answers.Contains(ExitCode.Yes) ? ExitCode.Yes : ExitCode.Inconclusive;
    }

    private async Task<int> LoadAsync(IServiceSeed seed, SeedRequest request, ToolHost host, ServiceData data, bool json, CancellationToken cancellationToken)
    {
        var databases = data.Databases.Where(database => database.Service == seed.Service);
        await (host.IsDevelopment ? data.MigrateUpAsync(databases, null, cancellationToken) : ServiceData.RefusePendingAsync(databases, cancellationToken));
        var report = await data.SeedAsync(seed, request, cancellationToken);
        Tell(seed.Service, report, json);
        return report switch
        {
            { Added: 0, Changed: 0, Unchanged: 0, Rejected: > 0 } => ExitCode.No,
            { Added: 0, Changed: 0, Unchanged: 0 } => ExitCode.Inconclusive,
            _ => ExitCode.Yes,
        };
    }

    private void Tell(string service, SeedReport report, bool json)
    {
        if (json)
        {
            terminal.Json(new { schema = "seaworthy.seed/1", service, report.Added, report.Changed, report.Unchanged, report.Rejected, report.RejectsFile });
            return;
        }

        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{service}: {report.Added:#,0} added, {report.Changed:#,0} changed, {report.Unchanged:#,0} unchanged, {report.Rejected:#,0} rejected"));
        if (report.RejectsFile is { } file)
        {
            terminal.Line($"  rejected rows, with line and reason: {file}");
        }
    }

    private static Dictionary<string, string>? Columns(string[]? pairs)
    {
        var all = (pairs ?? []).SelectMany(pair => pair.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (all.FirstOrDefault(pair => pair.Split('=') is not [{ Length: > 0 }, { Length: > 0 }]) is { } wrong)
        {
            throw new Refusal(ExitCode.Usage, $"--map {wrong}: must be ours=theirs", "--map name=product_name");
        }

        return all.Count == 0 ? null : all.GroupBy(pair => pair.Split('=')[0]).ToDictionary(group => group.Key, group => group.Last().Split('=')[1]);
    }
}
