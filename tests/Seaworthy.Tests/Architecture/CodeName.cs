namespace Seaworthy.Tests.Architecture;

/// <summary>Names of types as code writes them.</summary>
internal static class CodeName
{
    private static readonly Dictionary<Type, string> Words = new Dictionary<Type, string>
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(double)] = "double", [typeof(decimal)] = "decimal", [typeof(string)] = "string", [typeof(object)] = "object", [typeof(char)] = "char",
    };

    public static string Of(Type type) => type switch
    {
        _ when Words.TryGetValue(type, out var word) => word,
        { IsByRef: true } => $"ref {Of(type.GetElementType()!)}",
        { IsArray: true } => $"{Of(type.GetElementType()!)}[]",
        _ when Nullable.GetUnderlyingType(type) is { } value => $"{Of(value)}?",
        { IsGenericParameter: true } => type.Name,
        _ => $"{(type.IsNested ? $"{Of(type.DeclaringType!)}." : "")}{type.Name.Split('`')[0]}{Arguments(type.GetGenericArguments())}",
    };

    public static string Arguments(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Of))}>";
}
