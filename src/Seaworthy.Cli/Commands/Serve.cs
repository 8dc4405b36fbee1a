using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using Seaworthy.Cli.Hosting;
using Seaworthy.Cli.Processes;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Management;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Cli.Commands;

/// <summary><c>seaworthy serve</c>: settings, folder, port, database, demo data, server, in this order; the first that fails ends it.</summary>
internal sealed class Serve(Terminal terminal)
{
    public static Command Command(Terminal terminal)
    {
        var command = new ExampledCommand(
            "serve", "serve the services; in Development with schema and demo data",
            "seaworthy serve", "seaworthy serve --target grocery --port 4000", "seaworthy serve --data /var/lib/seaworthy --migrate", "seaworthy serve --processes");
        var host = new TargetOptions(command);
        var port = new Option<int?>("--port") { Description = "Port; default PORT, else the target's own, else 8000; 0 for any.", HelpName = "N" };
        var noSeed = new Option<bool>("--no-seed") { Description = "Leaves the demo data out." };
        var migrate = new Option<bool>("--migrate") { Description = "Applies pending migrations outside Development too." };
        var processes = new Option<bool>("--processes") { Description = "Each target in a process of its own, and the gateway in front of them." };
        var untilInputEnds = new Option<bool>("--until-input-ends") { Description = "Stops when standard input ends.", Hidden = true };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var text] && !ushort.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                result.AddError($"--port {text.Value}: must be a whole number from 0 to 65535");
            }
        });
        command.Options.Add(port);
        command.Options.Add(noSeed);
        command.Options.Add(migrate);
        command.Options.Add(processes);
        command.Options.Add(untilInputEnds);
        command.SetAction((parsed, cancellationToken) =>
        {
            var request = host.ReadHost(parsed) with { Port = parsed.GetValue(port), UntilInputEnds = parsed.GetValue(untilInputEnds) };
            return parsed.GetValue(processes)
                ? new ServeProcesses(terminal).RunAsync(request, [.. parsed.GetValue(noSeed) ? (string[])["--no-seed"] : [], .. parsed.GetValue(migrate) ? (string[])["--migrate"] : [], .. request.Data is { } data ? (string[])["--data", data] : []], cancellationToken)
                : new Serve(terminal).RunAsync(request, !parsed.GetValue(noSeed), parsed.GetValue(migrate), cancellationToken);
        });
        return command;
    }

    private async Task<int> RunAsync(HostRequest request, bool seed, bool migrate, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (request.UntilInputEnds)
        {
            _ = StopAfterInputAsync(stop);
        }

        try
        {
            return await ServeAsync(request, seed, migrate, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // It had not served yet, and whoever would be told has gone.
            return ExitCode.Interrupted;
        }
    }

    private async Task<int> ServeAsync(HostRequest request, bool seed, bool migrate, CancellationToken stop)
    {
        var started = TimeProvider.System.GetTimestamp();
        terminal.Progress($"Seaworthy {Tool.Version} is starting …");
        var host = ToolHost.Read(request);
        var listening = ReadListening(host);
        if (!request.IsGateway && DataFolder.IsNeeded(host.Options))
        {
            DataFolder.Open(host.Options.DataDirectory);
        }

        listening.Check();
        listening.ApplyTo(host.Builder.WebHost);
        await using var app = host.Build();
        var data = new ServiceData(app.Services, terminal);
        RefuseWorkersOnSqlite(request, data);
        BlockingDatabase.GiveThreads(data.Databases);
        var seeds = seed && request.Targets.Any(target => !target.IsWorker);
        await PrepareAsync(data, host.IsDevelopment, seeds, migrate, stop);
        using var again = SettingsAgain.OnSignal(app);
        await StartAsync(app, listening, stop);
        new StartBlock(app, host, listening, data, seeds).Print(terminal, TimeProvider.System.GetElapsedTime(started));

        // From here on to be asked to stop is the ordinary way to end: the host drains and the answer is yes.
        await using var asked = stop.Register(app.Lifetime.StopApplication);
        await app.WaitForShutdownAsync(CancellationToken.None);
        return ExitCode.Yes;
    }

    // Whoever started it holds the other end of standard input, and lets go of it when it ends, however that comes about.
    private static async Task StopAfterInputAsync(CancellationTokenSource stop)
    {
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(Stream.Null);
        await stop.CancelAsync();
    }

    // A worker beside nobody would wait for jobs that nobody can ask for.
    private static void RefuseWorkersOnSqlite(HostRequest request, ServiceData data)
    {
        foreach (var worker in request.Targets.Where(target => target.IsWorker))
        {
            if (data.Databases.Any(database => database.Service == worker.Info.Name && database.Engine == "sqlite"))
            {
                throw new Refusal(
                    ExitCode.Usage, $"{worker.Name} needs PostgreSQL: SQLite is one process's, and '{worker.Info.Target}' runs its jobs itself there",
                    $"set DATABASE_URL=postgresql://…, or serve --target {worker.Info.Target}");
            }
        }
    }

    internal static Listening ReadListening(ToolHost host)
    {
        var faults = new List<SettingFault>();
        var port = ServeSettings.Port(host, faults);
        ServeSettings.SetLogLevel(host, faults);
        host.StopAtFaults(faults);
        return new(port, host.Options.Management.Port is > 0 and var management ? management : null, host.IsDevelopment);
    }

    private static async Task PrepareAsync(ServiceData data, bool isDevelopment, bool seed, bool migrate, CancellationToken cancellationToken)
    {
        if (isDevelopment || migrate)
        {
            await data.MigrateUpAsync(data.Databases, null, cancellationToken);
        }
        else
        {
            await ServiceData.RefusePendingAsync(data.Databases, cancellationToken);
        }

        if (isDevelopment && seed)
        {
            foreach (var one in data.Seeds.Where(one => one.HasDemoData))
            {
                await data.SeedAsync(one, new SeedRequest(), cancellationToken);
            }
        }
    }

    internal static async Task StartAsync(WebApplication app, Listening listening, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (ManagementPortException taken)
        {
            throw Listening.ManagementTaken(taken.Port);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw listening.PublicTaken();
        }
    }
}
