using System.Globalization;

namespace Seaworthy.Hosting.Settings;

/// <summary>Settings as text: what people write, what they are told they may write, what they are shown.</summary>
internal static class SettingText
{
    /// <summary>Stands for every secret that is set.</summary>
    public const string Hidden = "•••";

    public static bool TryParse(Setting setting, string text, out object? value)
    {
        text = text.Trim();
        value = null;
        if (text.Length == 0 && setting.IsNullable)
        {
            return true;
        }

        value = setting.Type switch
        {
            var type when type == typeof(string) => text,
            var type when type == typeof(bool) => Switch(text),
            var type when type == typeof(int) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            var type when type == typeof(long) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            var type when type == typeof(double) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
            var type when type == typeof(TimeSpan) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null,
            { IsEnum: true } type => Enum.TryParse(type, text, ignoreCase: true, out var choice) && Enum.IsDefined(type, choice!) ? choice : null,
            _ => throw new InvalidOperationException($"{setting.Property.DeclaringType}.{setting.Property.Name} has a type that no text can set."),
        };
        return value is not null;
    }

    /// <summary>What a value must be, for messages and documents: <c>a whole number from 1 to 300</c>.</summary>
    public static string Allowed(Setting setting)
    {
        var type = setting.Type;
        var kind = setting.IsList ? "a list, separated by commas"
            : type == typeof(bool) ? "true or false"
            : type == typeof(int) || type == typeof(long) ? "a whole number"
            : type == typeof(double) ? "a number"
            : type == typeof(TimeSpan) ? "a time such as 00:00:30"
            : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
            : setting.Secret is { MinLength: > 0 } secret ? $"{secret.MinLength} characters or more"
            : "text";
        return setting.Range is { } range
            ? string.Create(CultureInfo.InvariantCulture, $"{kind} from {range.Min} to {range.Max}")
            : kind;
    }

    public static string Show(Setting setting, object? value) => value switch
    {
        null => "(none)",
        _ when setting.Secret is not null => Hidden,
        _ => Plain(value),
    };

    public static string Plain(object? value) => value switch
    {
        null => "(none)",
        string { Length: 0 } => "\"\"",
        bool flag => flag ? "true" : "false",
        IEnumerable<string> list => string.Join(", ", list) is { Length: > 0 } joined ? joined : "(none)",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    public static bool Same(object? left, object? right) =>
        left is string[] a && right is string[] b ? a.SequenceEqual(b) : Equals(left, right);

    private static object? Switch(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => null,
    };
}
