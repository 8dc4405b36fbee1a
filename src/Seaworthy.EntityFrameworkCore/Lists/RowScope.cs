using System.Globalization;
using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>Whose rows a request may see: the value of the list's <c>Within</c>, or why it may see none.</summary>
public readonly record struct RowScope
{
    private RowScope(object? value, Problem? problem) => (Value, Problem) = (value, problem);

    /// <summary>The value; null when there is a <see cref="Problem"/>.</summary>
    public object? Value { get; }

    /// <summary>What is answered instead of rows.</summary>
    public Problem? Problem { get; }

    /// <summary>
    /// What answers of these rows are kept under; null where there are none, and for a value of a type whose text may be that of another.
    /// </summary>
    internal string? Name => NameOf(Value);

    /// <summary>The rows of <paramref name="value"/>.</summary>
    public static RowScope Of<TValue>(TValue value)
        where TValue : notnull => new(value, null);

    /// <summary>No rows; the request is answered with <paramref name="problem"/>.</summary>
    public static RowScope Refused(Problem problem) => new(null, problem);

    internal static string? NameOf(object? value) => value switch
    {
        long or int or Guid => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        string text => text,
        _ => null,
    };

    /// <summary>Puts the value where the statement reads it.</summary>
    internal static async ValueTask<Problem?> PlaceAsync(
        Func<HttpContext, ValueTask<RowScope>>? within, HttpContext context, object?[] slots, int slot)
    {
        if (within is null)
        {
            return null;
        }

        var scope = await within(context);
        slots[slot] = scope.Value;
        return scope.Problem;
    }
}
