using System.Reflection;
using System.Xml.Linq;

namespace Seaworthy.Tests.Architecture;

public sealed class OptionsTests
{
    [Fact]
    public void Every_setting_says_what_it_is()
    {
        var types = Assemblies.Shipped.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal)).ToList();
        types.Count.ShouldBeGreaterThan(5);
        var said = types.Select(type => type.Assembly).Distinct().SelectMany(Said).ToHashSet();

        types.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)).Select(property => $"P:{property.DeclaringType!.FullName}.{property.Name}")
            .Where(name => !said.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void A_switch_is_on_unless_it_opens_something()
    {
        var off = Assemblies.Shipped.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
            .Where(type => type.GetProperty("Enabled") is { } enabled && enabled.PropertyType == typeof(bool) && !(bool)enabled.GetValue(Activator.CreateInstance(type))!);

        off.ShouldBeEmpty();
    }

    private static IEnumerable<string> Said(Assembly assembly) => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
        .Descendants("member").Where(member => member.Element("summary")?.Value.Trim().Length > 10).Select(member => member.Attribute("name")!.Value);
}
