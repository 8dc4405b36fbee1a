using System.Reflection;

namespace Seaworthy.Tests.Architecture;

/// <summary>What an assembly lets others use, one line per type and member.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // What the compiler adds to every record, and what every type has.
    private static readonly string[] OfRecords = ["Equals", "GetHashCode", "ToString", "<Clone>$", "PrintMembers", "EqualityContract", "op_Equality", "op_Inequality", "Deconstruct"];

    public static string Of(Assembly assembly) =>
        string.Concat(assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).Select(type => Lines(type)));

    private static string Lines(Type type)
    {
        var members = type.IsEnum
            ? Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name))}")
            : typeof(Delegate).IsAssignableFrom(type) ? [] : Members(type);
        return string.Concat(members.Order(StringComparer.Ordinal).Select(member => $"    {member}\n").Prepend($"{Head(type)}\n"));
    }

    private static string Head(Type type)
    {
        var kind = type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        var above = type.GetInterfaces().Where(one => one.IsVisible && !one.Name.StartsWith("IEquatable", StringComparison.Ordinal)).Select(CodeName.Of).Order(StringComparer.Ordinal);
        var bases = type is { IsClass: true, BaseType: { } parent } && parent != typeof(object) ? above.Prepend(CodeName.Of(parent)) : above;
        var list = type.IsEnum || type.IsValueType && !type.GetInterfaces().Any(one => one.IsVisible) ? "" : string.Join(", ", bases);
        return $"{kind} {type.Namespace}.{CodeName.Of(type)}{(list.Length > 0 ? $" : {list}" : "")}";
    }

    private static IEnumerable<string> Members(Type type) =>
        type.GetConstructors(Declared).Where(IsSeen).Select(made => $"new({Parameters(made)})")
            .Concat(type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(Field))
            .Concat(type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsSeen) && !OfRecords.Contains(property.Name)).Select(Property))
            .Concat(type.GetEvents(Declared).Where(one => IsSeen(one.AddMethod!)).Select(one => $"event {CodeName.Of(one.EventHandlerType!)} {one.Name}"))
            .Concat(type.GetMethods(Declared).Where(method => IsSeen(method) && !(method.IsSpecialName && !method.Name.StartsWith("op_")) && !OfRecords.Contains(method.Name)).Select(Method));

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Field(FieldInfo field) => field.IsLiteral
        ? $"const {CodeName.Of(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}"
        : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{CodeName.Of(field.FieldType)} {field.Name}";

    private static string Property(PropertyInfo property)
    {
        var (get, set) = (property.GetMethod, property.SetMethod);
        var isInit = set?.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit") == true;
        var accessors = $"{(get is not null && IsSeen(get) ? "get; " : "")}{(set is not null && IsSeen(set) ? isInit ? "init; " : "set; " : "")}";
        return $"{Modifiers(get ?? set!)}{CodeName.Of(property.PropertyType)} {property.Name} {{ {accessors}}}";
    }

    private static string Method(MethodInfo method) =>
        $"{Modifiers(method)}{CodeName.Of(method.ReturnType)} {method.Name}{CodeName.Arguments(method.GetGenericArguments())}({Parameters(method)})";

    private static string Modifiers(MethodBase method) =>
        $"{(method.IsStatic ? "static " : "")}{(method.DeclaringType!.IsInterface ? "" : method.IsAbstract ? "abstract " : method is MethodInfo own && own.GetBaseDefinition() != own ? "override " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "")}";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{CodeName.Of(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "default"}" : "")}"));
}
