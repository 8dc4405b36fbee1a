using System.Reflection;

namespace Seaworthy.Hosting.Settings;

/// <summary>All settings, read once from the properties of <see cref="SeaworthyOptions"/>: the classes are the only list.</summary>
internal static class SettingsSchema
{
    private static readonly Dictionary<string, Setting> ByKey =
        Walk(typeof(SeaworthyOptions), []).ToDictionary(setting => setting.Key, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyCollection<Setting> All => ByKey.Values;

    public static Setting? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>True for <c>Bounds</c>, where <c>Bounds:UrlChars</c> is a setting.</summary>
    public static bool IsSection(string key) =>
        ByKey.Keys.Any(known => known.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Setting> Walk(Type type, IReadOnlyList<PropertyInfo> way)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            IReadOnlyList<PropertyInfo> here = [.. way, property];
            if (IsSection(property.PropertyType))
            {
                foreach (var setting in Walk(property.PropertyType, here))
                {
                    yield return setting;
                }
            }
            else if (!IsSetInCode(property.PropertyType))
            {
                yield return new Setting(string.Join(':', here.Select(step => step.Name)), here);
            }
        }
    }

    private static bool IsSection(Type type) =>
        type.IsClass && type.Namespace?.StartsWith(nameof(Seaworthy), StringComparison.Ordinal) == true;

    // What has a name of the application's own for a key cannot be told from a slip of the fingers.
    private static bool IsSetInCode(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>);
}
