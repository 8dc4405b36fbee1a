using System.Globalization;

namespace Seaworthy.Todos.Data;

/// <summary>What kept answers about todos are invalidated by (R39).</summary>
internal static class Touched
{
    /// <summary>All that shows todos: for changes of many, and of what stands beside them, a tag's name or somebody's department.</summary>
    public const string All = "todos:all";

    /// <summary>Lists and numbers of todos: any change of one may move it in a list that is filtered by what has changed.</summary>
    public const string Lists = "todos:lists";

    /// <summary>One todo by its address.</summary>
    public const string One = "todos:todo:{id}";

    /// <summary>Tags, employees and departments by themselves.</summary>
    public const string Around = "todos:around";

    /// <summary>What a change of todo <paramref name="id"/> touches.</summary>
    public static IReadOnlyList<string> Of(long id) => [Lists, string.Create(CultureInfo.InvariantCulture, $"todos:todo:{id}")];
}
