using System.Reflection;

namespace Seaworthy.Tests.Architecture;

/// <summary>What ships, loaded.</summary>
internal static class Assemblies
{
    public static IReadOnlyList<Assembly> Shipped { get; } = [.. Project.Shipped.Select(project => Assembly.Load(project.AssemblyName))];
}
