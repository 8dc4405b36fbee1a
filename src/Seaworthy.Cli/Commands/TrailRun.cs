using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.AuditTrail;
using Seaworthy.Cli.Hosting;

namespace Seaworthy.Cli.Commands;

/// <summary>One run of <c>seaworthy trail</c>, on the services that keep one.</summary>
internal sealed class TrailRun(IServiceProvider services, Terminal terminal)
{
    private const int AtOnce = 1000, MostLines = 10_000;
    private static readonly JsonSerializerOptions OneLine = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly DateTimeOffset _now = services.GetRequiredService<TimeProvider>().GetUtcNow();

    public async Task<int> ListAsync(Func<DateTimeOffset, TrailFilter> wanted, int most, bool json, CancellationToken cancellationToken)
    {
        if (most is < 1 or > MostLines)
        {
            throw new Refusal(ExitCode.Usage, $"--most takes 1 to {MostLines}", "seaworthy trail export writes all");
        }

        var filter = wanted(_now) with { Take = most };
        var found = new List<(string Service, TrailLine Line)>();
        foreach (var trail in await TrailsAsync(cancellationToken))
        {
            found.AddRange((await trail.ReadAsync(filter, cancellationToken)).Select(line => (trail.Service, line)));
        }

        found.Sort((one, other) => other.Line.At.CompareTo(one.Line.At));
        if (json)
        {
            terminal.Json(new { schema = "seaworthy.trail/1", lines = found.Select(one => new { one.Service, one.Line }) });
        }
        else
        {
            terminal.Table([.. found.Select(one => Row(one.Service, one.Line))]);
        }

        return ExitCode.Yes;
    }

    public async Task<int> ExportAsync(Func<DateTimeOffset, TrailFilter> wanted, CancellationToken cancellationToken)
    {
        var (count, first) = (0, wanted(_now) with { Take = AtOnce });
        foreach (var trail in await TrailsAsync(cancellationToken))
        {
            var filter = first;
            IReadOnlyList<TrailLine> lines;
            do
            {
                lines = await trail.ReadAsync(filter, cancellationToken);
                foreach (var line in lines)
                {
                    terminal.Line(JsonSerializer.Serialize(new { trail.Service, line }, OneLine));
                }

                count += lines.Count;
                filter = lines.Count == 0 ? filter : filter with { After = lines[^1] };
            }
            while (lines.Count == AtOnce);
        }

        terminal.Progress($"{count} lines");
        return ExitCode.Yes;
    }

    public async Task<int> PruneAsync(string age, bool isSure, CancellationToken cancellationToken)
    {
        var until = TrailOptions.Before(_now, age);
        if (until >= _now.UtcDateTime)
        {
            throw new Refusal(ExitCode.Usage, $"'{age}' is not in the past", "--older-than 400d");
        }

        if (!isSure)
        {
            throw new Refusal(ExitCode.Usage, $"lines of before {Text(until)} would be gone for good", "--yes says that they may; seaworthy trail export keeps a copy");
        }

        foreach (var trail in await TrailsAsync(cancellationToken))
        {
            terminal.Line($"{trail.Service}: {await trail.PruneAsync(until, cancellationToken)} lines of before {Text(until)} are gone");
        }

        return ExitCode.Yes;
    }

    private async Task<IReadOnlyList<IServiceTrail>> TrailsAsync(CancellationToken cancellationToken)
    {
        var trails = services.GetServices<IServiceTrail>().ToList();
        if (trails.Count == 0)
        {
            throw new Refusal(ExitCode.Inconclusive, "no service here keeps an audit trail");
        }

        var data = new ServiceData(services, terminal);
        await ServiceData.RefusePendingAsync(data.Databases, cancellationToken);
        return trails;
    }

    private static string[] Row(string service, TrailLine line) =>
    [
        Text(line.At), service, line.WhoKind, line.Who ?? "-", line.Action, line.ObjectId is null ? line.ObjectKind : $"{line.ObjectKind}:{line.ObjectId}",
        line.Tenant is { } tenant ? $"tenant {tenant.ToString(CultureInfo.InvariantCulture)}" : "-", line.Address ?? "-", line.RequestId ?? "-", string.Join(' ', line.Columns),
    ];

    private static string Text(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
