using System.Linq.Expressions;

namespace Seaworthy.Rides.Drivers.Positions;

/// <summary>Millionths of a degree as callers write them: the JSON number 52.520008, put together by the database, and <c>null</c> where there are none. No digit is rounded.</summary>
internal static class Degrees
{
    private const int One = 1_000_000;

    // With a one in front of what follows the point, its zeros stay.
    private static readonly Expression<Func<int, string>> Written = e6 =>
        (e6 < 0 ? "-" : "") + (Math.Abs(e6) / One) + "." + ((Math.Abs(e6) % One) + One + "").Substring(1);

    /// <summary>The field of a list, to be written with <c>FieldFormat.Json</c>.</summary>
    public static Expression<Func<TRow, string>> Of<TRow>(Expression<Func<TRow, int?>> place)
    {
        var text = new Put(Written.Parameters[0], Expression.Convert(place.Body, typeof(int))).Visit(Written.Body);
        var isMissing = Expression.Equal(place.Body, Expression.Constant(null, typeof(int?)));
        return Expression.Lambda<Func<TRow, string>>(Expression.Condition(isMissing, Expression.Constant("null"), text), place.Parameters);
    }

    private sealed class Put(ParameterExpression parameter, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? value : node;
    }
}
