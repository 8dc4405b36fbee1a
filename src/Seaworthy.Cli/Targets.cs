using Seaworthy.Api.Dialects;
using Seaworthy.Cafe;
using Seaworthy.Grocery;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Settings;
using Seaworthy.Rides.Drivers;
using Seaworthy.Rides.Payments;
using Seaworthy.Rides.Provider;
using Seaworthy.Rides.Trips;
using Seaworthy.Rides.Users;
using Seaworthy.Todos;
using Seaworthy.Workforce;

namespace Seaworthy.Cli;

/// <summary>Everything that can be served: a typed list, no scanning.</summary>
internal static class Targets
{
    public static IReadOnlyList<Target> All { get; } =
    [
        Target.WithJobs<GroceryModule>(), Target.WithJobs<CafeModule>(), Target.WithJobs<WorkforceModule>(), Target.WithJobs<TodosModule>(),
        Target.WithJobs<TripsModule>(), Target.WithJobs<UsersModule>(), Target.WithJobs<DriversModule>(), Target.WithJobs<PaymentsModule>(),
        Target.WithJobs<ProviderModule>() with { IsForDevelopment = true, Beside = PaymentsModule.Info.Target },
    ];

    /// <summary>What stands in front of all that others serve, in a process of its own.</summary>
    public static Target Gateway { get; } = new(new("gateway", "The gateway in front of the services", Dialect.Default) { Prefix = "/" }, _ => { });

    /// <summary>What may be named, workers too; a service of several modules is named by itself, or by one of them.</summary>
    public static IEnumerable<Target> Names => All.SelectMany(target => target.Worker is { } worker ? (Target[])[target, worker] : [target]).Append(Gateway);

    /// <summary>The one that is served under a name, written as on the command line or as in settings; null for none.</summary>
    public static Target? Served(string name) => All.FirstOrDefault(target => target.Info.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || target.Info.Target.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Those that <paramref name="list"/> names, <c>grocery</c> or <c>rides/users,cafe:worker</c>; null for all.</summary>
    public static IReadOnlyList<Target> Named(string? list) => list is null ? All
        : Gateway.Is(list.Trim()) ? [Gateway]
        : [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(Some).Distinct().GroupBy(target => target.Info.Name).Select(Only)];

    private static Target Only(IGrouping<string, Target> same) => same.Count() == 1
        ? same.First()
        : throw new Refusal(ExitCode.Usage, $"'{same.First().Info.Target}' and '{same.First().Info.Target}{Target.WorkerSuffix}' are one process's", $"name one of the two: '{same.First().Info.Target}' runs its jobs too");

    private static IEnumerable<Target> Some(string name)
    {
        var target = name.Split(':')[0];
        var service = target.Split('/')[0];
        List<Target> found = [.. All.Where(one => one.Is(target)).Select(one => one with { IsForDevelopment = one.IsForDevelopment && !one.Info.Target.Equals(target, StringComparison.OrdinalIgnoreCase) })];
        return Gateway.Is(target) ? throw Refused($"'{name}' is a process of its own, in front of those that serve", "serve --target gateway, and the others elsewhere")
            : found.Count == 0 ? throw Unknown(name, target, service)
            : name.EndsWith(Target.WorkerSuffix, StringComparison.OrdinalIgnoreCase) ? found.Select(one => one.Worker is { } worker ? worker with { IsForDevelopment = one.IsForDevelopment } : throw Refused($"'{name}': {target} has no jobs"))
            : name.Contains(':', StringComparison.Ordinal) ? throw Refused($"'{name}': after ':' only 'worker' may stand")
            : found;
    }

    private static Refusal Unknown(string name, string target, string service) => target.Contains('/', StringComparison.Ordinal) && All.Any(one => one.Is(service))
        ? Refused($"'{name}': {service} has no such module")
        : Refused($"'{name}' is no target{Nearest.Hint(target, Known)}");

    private static Refusal Refused(string wrong, string? repair = null) => new(ExitCode.Usage, wrong, repair ?? $"known targets are {string.Join(", ", Known)}");

    private static List<string> Known => [.. All.SelectMany(target => (string[])[target.Info.Target.Split('/')[0], target.Info.Target]).Append(Gateway.Name).Distinct()];
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

    /// <summary>Whether it is left out elsewhere than in Development. Named by itself it is not left out, and says why it cannot be there.</summary>
    public bool IsForDevelopment { get; init; }

    /// <summary>For whom it stands in for somebody outside: it is in the same process. Null for nobody.</summary>
    public string? Beside { get; init; }

    /// <summary>What it is called on the command line.</summary>
    public string Name => IsWorker ? Info.Target + WorkerSuffix : Info.Target;

    /// <summary>Where it is served when nothing else is said: a worker, which answers for its health, beside its service.</summary>
    public int Port => IsWorker ? Info.Port + 1 : Info.Port;

    /// <summary>Whether a name means it: its own, or its service's.</summary>
    public bool Is(string name) => Info.Target.Equals(name, StringComparison.OrdinalIgnoreCase) || Info.Target.StartsWith(name + '/', StringComparison.OrdinalIgnoreCase);

    public static Target For<TModule>()
        where TModule : IModule => new(TModule.Info, builder => builder.AddModule<TModule>());

    public static Target WithJobs<TModule>()
        where TModule : IModule => For<TModule>() with { Worker = new(TModule.Info, builder => builder.AddWorker<TModule>()) { IsWorker = true } };
}
