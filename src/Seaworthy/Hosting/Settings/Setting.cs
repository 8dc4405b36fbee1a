using System.Reflection;

namespace Seaworthy.Hosting.Settings;

/// <summary>One leaf of <see cref="SeaworthyOptions"/>: where it stands, what it may be, how it is read and written.</summary>
/// <param name="key">Key below the section: <c>Bounds:UrlChars</c>.</param>
/// <param name="way">The properties that lead there.</param>
/// <param name="entry">Where the last of them is a table: the name of one of its entries.</param>
internal sealed class Setting(string key, IReadOnlyList<PropertyInfo> way, string? entry = null)
{
    /// <summary>Key below the section: <c>Bounds:UrlChars</c>.</summary>
    public string Key { get; } = key;

    public PropertyInfo Property { get; } = way[^1];

    /// <summary>The type without its <c>?</c>.</summary>
    public Type Type { get; } = IsTable(way[^1]) ? typeof(string) : Nullable.GetUnderlyingType(way[^1].PropertyType) ?? way[^1].PropertyType;

    public bool IsList => Type.IsAssignableFrom(typeof(List<string>)) && Type != typeof(object);

    /// <summary>True when no value is a value: <c>null</c> means what the property's comment says.</summary>
    public bool IsNullable { get; } = Nullable.GetUnderlyingType(way[^1].PropertyType) is not null
        || new NullabilityInfoContext().Create(way[^1]).WriteState == NullabilityState.Nullable;

    public SecretAttribute? Secret { get; } = way[^1].GetCustomAttribute<SecretAttribute>();

    /// <summary>True when it is read for the process alone, and not for each of its services.</summary>
    public bool IsOfProcess { get; } = way.Any(step => step.IsDefined(typeof(OfProcessAttribute), inherit: false));

    public InRangeAttribute? Range { get; } = way[^1].GetCustomAttribute<InRangeAttribute>();

    /// <summary>Its value in options that nobody touched.</summary>
    public object? Default => Get(new SeaworthyOptions());

    /// <summary>The variable that sets it: <c>Seaworthy__Bounds__UrlChars</c>.</summary>
    public string Variable => $"{SeaworthyOptions.Section}__{Key.Replace(":", "__", StringComparison.Ordinal)}";

    /// <summary>True for a table of texts whose names are the application's own.</summary>
    public static bool IsTable(PropertyInfo property) => property.PropertyType == typeof(IDictionary<string, string>);

    /// <summary>One entry of a table: <c>RateLimiting:Policies:orders</c>.</summary>
    public Setting Entry(string name) => new($"{Key}:{name}", way, name);

    /// <summary>Names of the entries that a table has.</summary>
    public IEnumerable<string> Entries(SeaworthyOptions options) => Table(options).Keys;

    public object? Get(SeaworthyOptions options)
    {
        if (entry is not null)
        {
            return Table(options).TryGetValue(entry, out var text) ? text : null;
        }

        var value = Property.GetValue(Owner(options));
        return IsList ? ((IEnumerable<string>)value!).ToArray() : value;
    }

    public void Set(SeaworthyOptions options, object? value)
    {
        if (entry is not null)
        {
            Table(options)[entry] = (string)value!;
            return;
        }

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

    private IDictionary<string, string> Table(SeaworthyOptions options) => (IDictionary<string, string>)Property.GetValue(Owner(options))!;

    private object Owner(SeaworthyOptions options) =>
        way.Take(way.Count - 1).Aggregate((object)options, (owner, property) => property.GetValue(owner)!);
}
