using Seaworthy.Grocery;
using Seaworthy.Hosting;

namespace Seaworthy.Cli;

/// <summary>Everything that can be served: a typed list, no scanning.</summary>
internal static class Targets
{
    public static IReadOnlyList<Target> All { get; } = [Target.For<GroceryModule>()];
}

/// <summary>One entry of the list.</summary>
/// <param name="Info">The module.</param>
/// <param name="AddTo">Adds it to a host.</param>
internal sealed record Target(ModuleInfo Info, Action<SeaworthyBuilder> AddTo)
{
    public static Target For<TModule>()
        where TModule : IModule => new(TModule.Info, builder => builder.AddModule<TModule>());
}
