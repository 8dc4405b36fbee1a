using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;

namespace Seaworthy.Caching;

/// <summary>
/// Types whose values nobody can change, so that all callers may have the same one: plain values, text, what says so with
/// <c>[ImmutableObject(true)]</c>, and sealed types (records above all) whose every field is read-only and of such a type.
/// </summary>
internal sealed class ImmutableTypes
{
    private static readonly Type[] Known = [typeof(string), typeof(Uri), typeof(Version), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(Guid)];

    private readonly ConcurrentDictionary<Type, bool> _known = new();

    public bool Contains(Type type) => _known.GetOrAdd(type, static asked => IsImmutable(asked, []));

    private static bool IsImmutable(Type type, HashSet<Type> asking)
    {
        if (type.IsPrimitive || type.IsEnum || Known.Contains(type))
        {
            return true;
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return IsImmutable(value, asking);
        }

        if (!type.IsValueType && !type.IsSealed || type.IsArray || typeof(Delegate).IsAssignableFrom(type))
        {
            return false;
        }

        if (type.GetCustomAttribute<ImmutableObjectAttribute>() is { } said)
        {
            return said.Immutable;
        }

        if (type.Namespace == "System.Collections.Immutable")
        {
            return type.GetGenericArguments().All(argument => IsImmutable(argument, asking));
        }

        // A type within itself adds nothing: whatever else it has decides. A struct is copied, so its fields may be assigned.
        return !asking.Add(type) || Fields(type).All(field => (field.IsInitOnly || type.IsValueType) && IsImmutable(field.FieldType, asking));
    }

    private static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }
}
