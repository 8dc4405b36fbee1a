using Seaworthy.Cafe;
using Seaworthy.Grocery;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Settings;
using Seaworthy.Workforce;

namespace Seaworthy.Cli;

/// <summary>Everything that can be served: a typed list, no scanning.</summary>
internal static class Targets
{
    public static IReadOnlyList<Target> All { get; } = [Target.For<GroceryModule>(), Target.For<CafeModule>(), Target.For<WorkforceModule>()];

    /// <summary>Those that <paramref name="list"/> names, <c>grocery</c> or <c>grocery,cafe</c>; null for all.</summary>
    public static IReadOnlyList<Target> Named(string? list) =>
        list is null ? All : [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(One).Distinct()];

    private static Target One(string name)
    {
        var service = name.Split('/', ':')[0];
        var target = All.FirstOrDefault(target => target.Info.Name.Equals(service, StringComparison.OrdinalIgnoreCase));
        var known = All.Select(target => target.Info.Name).ToList();
        return target is null ? throw Refused($"'{name}' is no target{Nearest.Hint(service, known)}")
            : name.EndsWith(":worker", StringComparison.OrdinalIgnoreCase) ? throw Refused($"'{name}': {service} has no worker of its own yet")
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
    public static Target For<TModule>()
        where TModule : IModule => new(TModule.Info, builder => builder.AddModule<TModule>());
}
