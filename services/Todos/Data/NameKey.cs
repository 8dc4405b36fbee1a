namespace Seaworthy.Todos.Data;

/// <summary>The form in which names are compared and sorted: small letters, one blank where there are several, alike on every engine.</summary>
internal static class NameKey
{
    public static string Of(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
