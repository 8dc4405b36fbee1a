using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>One way to count a list's rows by something they have.</summary>
/// <param name="Name">Its JSON name.</param>
/// <param name="Fields">What is said of each value, in the order of the statement's columns.</param>
internal abstract record ListFacet<TRoot>(string Name, IReadOnlyList<ListField> Fields)
    where TRoot : class
{
    /// <summary>The most values that are shown; those with most rows.</summary>
    public const int MostValues = 100;

    /// <summary>The values, with what <see cref="Fields"/> says of each; most rows first, and not yet cut.</summary>
    public abstract IQueryable Count(IQueryable<TRoot> rows, DbContext context);

    // A field's type is all that writing it needs to know.
    protected static ListField Field(string name, Type type, FieldFormat format = FieldFormat.Plain) =>
        new(name, Expression.Lambda(Expression.Default(type)), format, OnRequest: false, CutAt: null);
}

/// <summary>By a value of the row itself.</summary>
internal sealed record ValueFacet<TRoot, TValue>(string Name, FieldFormat Format, Expression<Func<TRoot, TValue>> Value)
    : ListFacet<TRoot>(Name, [Field("value", typeof(TValue), Format), Field("count", typeof(int))])
    where TRoot : class
{
    public override IQueryable Count(IQueryable<TRoot> rows, DbContext context) => rows.GroupBy(Value)
        .Select(group => new { Value = group.Key, Count = group.Count() })
        .OrderByDescending(counted => counted.Count).ThenBy(counted => counted.Value);
}

/// <summary>By the key of another entity, which has a name for people.</summary>
internal sealed record LabelledFacet<TRoot, TLabel>(
    string Name, Expression<Func<TRoot, long?>> Value, Expression<Func<TLabel, long?>> Key, Expression<Func<TLabel, string>> Label)
    : ListFacet<TRoot>(Name, [Field("value", typeof(long?)), Field("label", typeof(string)), Field("count", typeof(int))])
    where TRoot : class
    where TLabel : class
{
    // Counted first and named then: the names of a hundred values, not of a million rows.
    public override IQueryable Count(IQueryable<TRoot> rows, DbContext context) => rows.GroupBy(Value)
        .Select(group => new { Value = group.Key, Count = group.Count() })
        .LeftJoin(context.Set<TLabel>(), counted => counted.Value, Key, (counted, of) => new Counted { Value = counted.Value, Of = of, Count = counted.Count })
        .OrderByDescending(counted => counted.Count).ThenBy(counted => counted.Value)
        .Select(Named());

    private Expression<Func<Counted, Shown>> Named()
    {
        var counted = Expression.Parameter(typeof(Counted), "c");
        var label = Replace.Parameters(Label, [Expression.Property(counted, nameof(Counted.Of))]);
        return Expression.Lambda<Func<Counted, Shown>>(
            Expression.MemberInit(
                Expression.New(typeof(Shown)),
                Expression.Bind(typeof(Shown).GetProperty(nameof(Shown.Value))!, Expression.Property(counted, nameof(Counted.Value))),
                Expression.Bind(typeof(Shown).GetProperty(nameof(Shown.Label))!, label),
                Expression.Bind(typeof(Shown).GetProperty(nameof(Shown.Count))!, Expression.Property(counted, nameof(Counted.Count)))),
            counted);
    }

    private sealed class Counted
    {
        public long? Value { get; init; }

        public TLabel? Of { get; init; }

        public int Count { get; init; }
    }

    private sealed class Shown
    {
        public long? Value { get; init; }

        public string? Label { get; init; }

        public int Count { get; init; }
    }
}
