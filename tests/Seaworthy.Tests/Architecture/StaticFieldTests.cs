using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Seaworthy.Tests.Architecture;

/// <summary>No mutable statics: two hosts in one process never meet.</summary>
public sealed class StaticFieldTests
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Types that are there to be changed, whoever holds them.
    private static readonly Type[] Changing =
        [typeof(AsyncLocal<>), typeof(ThreadLocal<>), typeof(ConditionalWeakTable<,>), typeof(System.Text.StringBuilder), typeof(Random), typeof(SemaphoreSlim), typeof(Lock), typeof(HttpClient)];

    [Fact]
    public void Every_static_field_is_readonly_and_holds_what_nobody_changes()
    {
        var found = Assemblies.Shipped.SelectMany(assembly => assembly.GetTypes()).Where(type => !IsGenerated(type))
            .SelectMany(type => type.GetFields(Statics)).Where(field => !field.IsLiteral && !field.FieldType.IsPointer)
            .Select(field => (field, Fault: Fault(field))).Where(field => field.Fault is not null)
            .Select(field => $"{field.field.DeclaringType}.{field.field.Name}: {field.Fault}");

        found.ShouldBeEmpty();
    }

    private static string? Fault(FieldInfo field)
    {
        if (field.Name.Contains("k__BackingField") ? field.DeclaringType!.GetProperty(field.Name.Split('<', '>')[1], Statics)?.CanWrite == true : !field.IsInitOnly)
        {
            return IsGenerated(field) && !field.Name.Contains("k__BackingField") ? null : "can be assigned";
        }

        return field.IsDefined(typeof(ThreadStaticAttribute)) ? "is one per thread" : FaultOf(field.FieldType, field);
    }

    private static string? FaultOf(Type type, FieldInfo field)
    {
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (Changing.Any(changing => changing.IsAssignableFrom(open)))
        {
            return $"{type.Name} is state";
        }

        if (type.IsArray || !typeof(IEnumerable).IsAssignableFrom(type) || type == typeof(string) || type.IsValueType || IsFrozen(type))
        {
            return null; // arrays: private tables, written once
        }

        // A generic type's fields exist per construction; its declared type must do.
        return field.DeclaringType!.ContainsGenericParameters
            ? typeof(IDictionary).IsAssignableFrom(type) || typeof(IList).IsAssignableFrom(type) ? $"{type.Name} can be added to" : null
            : field.GetValue(null) switch
            {
                null or Array => null,
                IList { IsReadOnly: false } or IDictionary { IsReadOnly: false } when !IsReadOnlyType(type) && (!field.IsPrivate || IsChanged(field)) =>
                    $"{type.Name} can be added to",
                _ => null,
            };
    }

    // A private table is as good as a constant when the file that has it only reads it.
    private static bool IsChanged(FieldInfo field) => Project.Shipped.Single(project => project.AssemblyName == field.DeclaringType!.Assembly.GetName().Name).Sources()
        .Where(file => Path.GetFileNameWithoutExtension(file) == field.DeclaringType!.Name)
        .Any(file => Regex.IsMatch(File.ReadAllText(file), $@"\b{field.Name}(\.(Add|TryAdd|Remove|Clear|Insert|Enqueue|GetOrAdd)\b|\[[^\]]*\]\s*[-+?]*=[^=>])"));

    private static bool IsReadOnlyType(Type type) => type.IsInterface && type.Name.StartsWith("IReadOnly", StringComparison.Ordinal);

    private static bool IsFrozen(Type type) =>
        type.Namespace is "System.Collections.Frozen" or "System.Collections.Immutable" || type.Name.StartsWith("SearchValues", StringComparison.Ordinal);

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute)) || member.Name.StartsWith('<') || (member.DeclaringType is { } outer && IsGenerated(outer))
        || member.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute));
}
