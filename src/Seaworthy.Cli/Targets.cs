using Seaworthy.Cafe;
using Seaworthy.Grocery;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Settings;
using Seaworthy.Todos;
using Seaworthy.Workforce;

namespace Seaworthy.Cli;

/// <summary>Everything that can be served: a typed list, no scanning.</summary>
internal static class Targets
{
    public static IReadOnlyList<Target> All { get; } = [Target.WithJobs<GroceryModule>(), Target.WithJobs<CafeModule>(), Target.WithJobs<WorkforceModule>(), Target.WithJobs<TodosModule>()];

    /// <summary>What may be named, workers too.</summary>
    public static IEnumerable<Target> Names => All.SelectMany(target => target.Worker is { } worker ? (Target[])[target, worker] : [target]);

    /// <summary>Those that <paramref name="list"/> names, <c>grocery</c> or <c>grocery,cafe:worker</c>; null for all.</summary>
    public static IReadOnlyList<Target> Named(string? list) => list is null
        ? All
        : [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(One).Distinct().GroupBy(target => target.Info.Name).Select(Only)];

    private static Target Only(IGrouping<string, Target> same) => same.Count() == 1
        ? same.First()
        : throw new Refusal(ExitCode.Usage, $"'{same.Key}' and '{same.Key}{Target.WorkerSuffix}' are one process's", $"name one of the two: '{same.Key}' runs its jobs too");

    private static Target One(string name)
    {
        var service = name.Split('/', ':')[0];
        var target = All.FirstOrDefault(target => target.Info.Name.Equals(service, StringComparison.OrdinalIgnoreCase));
        var known = All.Select(target => target.Info.Name).ToList();
        return target is null ? throw Refused($"'{name}' is no target{Nearest.Hint(service, known)}")
            : name.EndsWith(Target.WorkerSuffix, StringComparison.OrdinalIgnoreCase) ? target.Worker ?? throw Refused($"'{name}': {service} has no jobs")
            : name.Contains(':', StringComparison.Ordinal) ? throw Refused($"'{name}': after ':' only 'worker' may stand")
            : name.Contains('/', StringComparison.Ordinal) ? throw Refused($"'{name}': {service} has no such module")
            : target;

        Refusal Refused(string wrong) => new(ExitCode.Usage, wrong, $"known targets are {string.Join(", ", known)}");
    }
}

/// <summary>One entry of the list.</summary>
/// <param name="Info">The module.</param>
/// <param name="AddTo">Adds it to a host.</param>
internal sealed record Target(ModuleInfo Info, Action<SeaworthyBuilder> AddTo)
{
    /// <summary>What follows a service's name where its jobs are run without serving it.</summary>
    public const string WorkerSuffix = ":worker";

    /// <summary>Its jobs alone; null where it has none.</summary>
    public Target? Worker { get; private init; }

    /// <summary>Whether it is one.</summary>
    public bool IsWorker { get; private init; }

    /// <summary>What it is called on the command line.</summary>
    public string Name => IsWorker ? Info.Name + WorkerSuffix : Info.Name;

    /// <summary>Where it is served when nothing else is said: a worker, which answers for its health, beside its service.</summary>
    public int Port => IsWorker ? Info.Port + 1 : Info.Port;

    public static Target For<TModule>()
        where TModule : IModule => new(TModule.Info, builder => builder.AddModule<TModule>());

    public static Target WithJobs<TModule>()
        where TModule : IModule => For<TModule>() with { Worker = new(TModule.Info, builder => builder.AddWorker<TModule>()) { IsWorker = true } };
}
