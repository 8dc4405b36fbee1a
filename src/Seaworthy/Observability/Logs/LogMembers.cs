using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Observability.Logs;

/// <summary>
/// The names and values of a message and of the scopes around it. Values that may change after the call become text here;
/// the rest is written later.
/// </summary>
internal static class LogMembers
{
    private const string Template = "{OriginalFormat}";

    public static KeyValuePair<string, object?>[]? Copy<TState>(TState state, IExternalScopeProvider? scopes)
    {
        List<KeyValuePair<string, object?>>? members = null;
        Add(state, ref members);
        if (scopes is not null)
        {
            var found = new Holder { Members = members };
            scopes.ForEachScope(static (scope, holder) => Add(scope, ref holder.Members), found);
            members = found.Members;
        }

        return members?.ToArray();
    }

    private static void Add(object? state, ref List<KeyValuePair<string, object?>>? members)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            return;
        }

        foreach (var (name, value) in pairs)
        {
            if (name != Template)
            {
                (members ??= []).Add(new(name, Freeze(value)));
            }
        }
    }

    private static object? Freeze(object? value) => value switch
    {
        null or string or bool or int or long or double or decimal => value,
        short or byte or sbyte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        DateTime time => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        IEnumerable<object> many => string.Join(", ", many.Take(20)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private sealed class Holder
    {
        public List<KeyValuePair<string, object?>>? Members;
    }
}
