using System.Reflection;

namespace Seaworthy.Hosting.Settings;

/// <summary>One leaf of <see cref="SeaworthyOptions"/>: where it stands, what it may be, how it is read and written.</summary>
internal sealed class Setting(string key, IReadOnlyList<PropertyInfo> way)
{
    /// <summary>Key below the section: <c>Bounds:UrlChars</c>.</summary>
    public string Key { get; } = key;

    public PropertyInfo Property { get; } = way[^1];

    /// <summary>The type without its <c>?</c>.</summary>
    public Type Type { get; } = Nullable.GetUnderlyingType(way[^1].PropertyType) ?? way[^1].PropertyType;

    public bool IsList => Type.IsAssignableFrom(typeof(List<string>)) && Type != typeof(object);

    /// <summary>True when no value is a value: <c>null</c> means what the property's comment says.</summary>
    public bool IsNullable { get; } = Nullable.GetUnderlyingType(way[^1].PropertyType) is not null
        || new NullabilityInfoContext().Create(way[^1]).WriteState == NullabilityState.Nullable;

    public SecretAttribute? Secret { get; } = way[^1].GetCustomAttribute<SecretAttribute>();

    public InRangeAttribute? Range { get; } = way[^1].GetCustomAttribute<InRangeAttribute>();

    /// <summary>Its value in options that nobody touched.</summary>
    public object? Default => Get(new SeaworthyOptions());

    /// <summary>The variable that sets it: <c>Seaworthy__Bounds__UrlChars</c>.</summary>
    public string Variable => $"{SeaworthyOptions.Section}__{Key.Replace(":", "__", StringComparison.Ordinal)}";

    public object? Get(SeaworthyOptions options)
    {
        var value = Property.GetValue(Owner(options));
        return IsList ? ((IEnumerable<string>)value!).ToArray() : value;
    }

    public void Set(SeaworthyOptions options, object? value)
    {
        if (!IsList)
        {
            Property.SetValue(Owner(options), value);
            return;
        }

        var list = (IList<string>)Property.GetValue(Owner(options))!;
        list.Clear();
        foreach (var item in (string[])value!)
        {
            list.Add(item);
        }
    }

    private object Owner(SeaworthyOptions options) =>
        way.Take(way.Count - 1).Aggregate((object)options, (owner, property) => property.GetValue(owner)!);
}
