using System.Globalization;
using Seaworthy.Cli.Hosting;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Cli.Processes;

/// <summary><c>seaworthy serve --processes</c>: every target in a process of its own and the gateway in front, on one machine as on many (R24). They share PostgreSQL, Redis and RabbitMQ.</summary>
internal sealed class ServeProcesses(Terminal terminal)
{
    /// <summary>Runs until somebody asks to stop.</summary>
    /// <param name="request">What the command line says.</param>
    /// <param name="arguments">What it says to each service.</param>
    /// <param name="stop">Asked to stop.</param>
    public async Task<int> RunAsync(HostRequest request, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        if (request.IsGateway)
        {
            throw new Refusal(ExitCode.Usage, "the gateway stands in front of the processes of --processes anyway", "name what is behind it, --target grocery,rides, or nothing for all");
        }

        var began = TimeProvider.System.GetTimestamp();
        terminal.Progress($"Seaworthy {Tool.Version} is starting in several processes …");
        var host = ToolHost.Read(request);
        var faults = Shared(host.Options).ToList();
        var port = ServeSettings.Port(host, faults);
        host.StopAtFaults(faults);
        var layout = new ProcessLayout(host, port, arguments);
        var group = layout.Make(terminal);
        if (await group.StartAsync(stop) is not ExitCode.Yes and var exit)
        {
            return exit;
        }

        Print(host, layout, group, TimeProvider.System.GetElapsedTime(began));
        await group.KeepAsync(stop);
        await group.StopAsync();
        return ExitCode.Yes;
    }

    private static IEnumerable<SettingFault> Shared(SeaworthyOptions options)
    {
        if (options.Database.Url is not { } url || !DatabaseUrl.IsPostgres(url))
        {
            yield return new("DATABASE_URL", null, "must name a PostgreSQL that all processes share: postgresql://user:password@localhost/seaworthy", "--processes");
        }

        if (options.Redis.Url is null)
        {
            yield return new("REDIS_URL", null, "must name a Redis that all processes share: redis://localhost:6379", "--processes");
        }

        if (options.Messaging.Url is null)
        {
            yield return new("RABBITMQ_URL", null, "must name a RabbitMQ by which they hear of each other: amqp://guest:guest@localhost", "--processes");
        }
    }

    private void Print(ToolHost host, ProcessLayout layout, ProcessGroup group, TimeSpan took)
    {
        var root = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{layout.GatewayPort}");
        var title = $"Seaworthy {Tool.Version}   {host.Builder.Environment.EnvironmentName}";
        terminal.Line(title + string.Create(CultureInfo.InvariantCulture, $"ready in {took.TotalSeconds:0.0} s").PadLeft(76 - title.Length));
        terminal.Line();
        terminal.Table([.. group.All.Select(one => (string[])[$"  {one.Name}", one.Address, string.Create(CultureInfo.InvariantCulture, $"pid {one.Id}")])]);
        terminal.Line();
        terminal.Line($"  Next: curl {root}{host.Request.Targets[0].Info.Prefix}/docs");
        terminal.Line(StartBlock.LastLine);
    }
}
