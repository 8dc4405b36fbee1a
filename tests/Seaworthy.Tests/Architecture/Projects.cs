using System.Xml.Linq;

namespace Seaworthy.Tests.Architecture;

/// <summary>A project as its file says it.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Folder">Where it stands, from the repository's root, with slashes.</param>
/// <param name="Xml">The file.</param>
internal sealed record Project(string Name, string Folder, XDocument Xml)
{
    /// <summary>Every project that the solution lists.</summary>
    public static IReadOnlyList<Project> All { get; } =
        [.. XDocument.Load(Repository.Path("Seaworthy.slnx")).Descendants("Project").Select(project => Load(project.Attribute("Path")!.Value))];

    /// <summary>Projects that ship: the kit, the services, the tool.</summary>
    public static IEnumerable<Project> Shipped => All.Where(project => project.Layer is not (Layer.Test or Layer.Bench));

    public IEnumerable<string> References => Xml.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(Include(reference)));

    public IEnumerable<XElement> Packages => Xml.Descendants("PackageReference");

    public string RootNamespace => Xml.Descendants("RootNamespace").SingleOrDefault()?.Value ?? Name;

    public string AssemblyName => Xml.Descendants("AssemblyName").SingleOrDefault()?.Value ?? Name;

    public Layer Layer => Folder.Split('/')[0] switch
    {
        "tests" => Layer.Test,
        "bench" => Layer.Bench,
        "services" => Layer.Service,
        _ => Name switch
        {
            "Seaworthy" => Layer.Kit,
            "Seaworthy.Redis" => Layer.Redis,
            "Seaworthy.Audit" => Layer.Audit,
            "Seaworthy.Cli" => Layer.Cli,
            "Seaworthy.EntityFrameworkCore" => Layer.Data,
            "Seaworthy.Seeding" => Layer.Seeding,
            _ => Layer.Integration,
        },
    };

    /// <summary>Its C# files.</summary>
    public IEnumerable<string> Sources() => Directory.EnumerateFiles(Repository.Path(Folder), "*.cs", SearchOption.AllDirectories);

    public override string ToString() => Name;

    private static string Include(XElement reference) => reference.Attribute("Include")!.Value.Replace('\\', '/');

    private static Project Load(string path) =>
        new(Path.GetFileNameWithoutExtension(path), Path.GetDirectoryName(path)!.Replace('\\', '/'), XDocument.Load(Repository.Path(path)));
}

/// <summary>What a project is, in the picture of the arrows.</summary>
internal enum Layer
{
    Redis,
    Kit,
    Data,
    Integration,
    Seeding,
    Audit,
    Service,
    Cli,
    Bench,
    Test,
}
