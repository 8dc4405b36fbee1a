using System.Reflection;

namespace Seaworthy.Hosting.Settings;

/// <summary>All settings, read once from the properties of <see cref="SeaworthyOptions"/>: the classes are the only list.</summary>
internal static class SettingsSchema
{
    private static readonly Dictionary<string, Setting> ByKey =
        Walk(typeof(SeaworthyOptions), [], tables: false).ToDictionary(setting => setting.Key, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyCollection<Setting> All => ByKey.Values;

    /// <summary>Tables whose entries have names of the application's own; each entry is a setting.</summary>
    public static IReadOnlyList<Setting> Tables { get; } = [.. Walk(typeof(SeaworthyOptions), [], tables: true)];

    public static Setting? Find(string key) => ByKey.GetValueOrDefault(key) ?? Tables
        .Where(table => key.StartsWith(table.Key + ":", StringComparison.OrdinalIgnoreCase) && !key[(table.Key.Length + 1)..].Contains(':'))
        .Select(table => table.Entry(key[(table.Key.Length + 1)..])).FirstOrDefault();

    /// <summary>True for <c>Bounds</c>, where <c>Bounds:UrlChars</c> is a setting.</summary>
    public static bool IsSection(string key) =>
        ByKey.Keys.Concat(Tables.Select(table => table.Key + ":")).Any(known => known.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Setting> Walk(Type type, IReadOnlyList<PropertyInfo> way, bool tables)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            IReadOnlyList<PropertyInfo> here = [.. way, property];
            if (IsSection(property.PropertyType))
            {
                foreach (var setting in Walk(property.PropertyType, here, tables))
                {
                    yield return setting;
                }
            }
            else if (tables ? Setting.IsTable(property) : !IsSetInCode(property.PropertyType))
            {
                yield return new Setting(string.Join(':', here.Select(step => step.Name)), here);
            }
        }
    }

    private static bool IsSection(Type type) =>
        type.IsClass && type.Namespace?.StartsWith(nameof(Seaworthy), StringComparison.Ordinal) == true;

    // What has a name of the application's own for a key and is no text, or is a table.
    private static bool IsSetInCode(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>);
}
