using System.Linq.Expressions;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>
/// What a list endpoint serves: which fields, which filters, which orders. All on allow-lists; each combination in use
/// becomes a <em>shape</em>, translated by EF Core once and run as a prepared statement from then on.
/// </summary>
/// <typeparam name="TRoot">The entity that is searched and sorted.</typeparam>
/// <typeparam name="TRow">The entity whose fields are shown; the same, or one that the root points at.</typeparam>
public sealed class ListDefinition<TRoot, TRow>
    where TRoot : class
{
    private readonly List<ListField> _fields = [];
    private readonly List<ListFilter> _filters = [];
    private readonly List<ListSort> _sorts = [];
    private readonly List<IChildList> _children = [];
    private readonly List<ListFacet<TRoot>> _facets = [];

    internal ListDefinition(string name, Expression<Func<TRoot, TRow>> row)
    {
        Name = name;
        Row = row;
    }

    /// <summary>What the rows are called, in messages and cursors.</summary>
    public string Name { get; }

    internal Expression<Func<TRoot, TRow>> Row { get; }

    internal LambdaExpression? KeyExpression { get; private set; }

    /// <summary>The id that strangers see in place of the key; null where the key itself is shown.</summary>
    internal LambdaExpression? PublicIdExpression { get; private set; }

    /// <summary>Which rows the caller may see at all; null for all of them.</summary>
    internal LambdaExpression? Scope { get; private set; }

    /// <summary>Whether rows of all tenants are meant, where rows are of tenants.</summary>
    internal bool IsOfAllTenants { get; private set; }

    /// <summary>What the totals of pages by number end by; none where each page has its rows counted.</summary>
    internal IReadOnlyList<string> TotalTags { get; private set; } = [];

    internal IReadOnlyList<IChildList> Children => _children;

    internal IReadOnlyList<ListFacet<TRoot>> Facets => _facets;

    internal IReadOnlyList<ListField> Fields => _fields;

    internal IReadOnlyList<ListFilter> Filters => _filters;

    internal IReadOnlyList<ListSort> Sorts => _sorts;

    internal bool DescendsByDefault { get; private set; }

    internal bool RefusesUnknownParameters { get; private set; }

    /// <summary>Rows of a page by cursor where the caller does not say.</summary>
    internal int UsualSize { get; private set; } = 20;

    /// <summary>The unique number that makes every order total.</summary>
    public ListDefinition<TRoot, TRow> Key(Expression<Func<TRoot, long>> key)
    {
        KeyExpression = key;
        return this;
    }

    /// <summary>
    /// The id by which an item is asked for and shown, where counting up its key would tell strangers how many there are.
    /// </summary>
    public ListDefinition<TRoot, TRow> PublicId(Expression<Func<TRoot, Guid>> id)
    {
        PublicIdExpression = id;
        return this;
    }

    /// <summary>
    /// Only rows that the caller may see. The value comes from where the list is mapped and never from the query string, and
    /// a cursor is bound to it.
    /// </summary>
    public ListDefinition<TRoot, TRow> Within<TValue>(Expression<Func<TRoot, TValue, bool>> condition)
    {
        Scope = condition;
        return this;
    }

    /// <summary>Rows of all tenants, for whoever administers the service: without it a list over rows of tenants must say whose it shows.</summary>
    public ListDefinition<TRoot, TRow> AllTenants()
    {
        IsOfAllTenants = true;
        return this;
    }

    /// <summary>
    /// A member of an item that holds the rows belonging to it: an order's lines. One more statement; 1,000 rows at the most.
    /// </summary>
    /// <param name="name">Its JSON name.</param>
    /// <param name="children">The rows, with a first order; <see cref="Within"/> takes the item's key.</param>
    /// <param name="of">The rows of an item that is at hand, in that order.</param>
    public ListDefinition<TRoot, TRow> Rows<TChild>(string name, ListDefinition<TChild, TChild> children, Func<TRow, IEnumerable<TChild>> of)
        where TChild : class
    {
        _children.Add(new ChildList<TChild>(name, children, row => of((TRow)row)));
        return this;
    }

    /// <summary>A member of each row.</summary>
    /// <param name="name">Its JSON name.</param>
    /// <param name="value">The column.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="onRequest">True when only <c>fields=</c> brings it: lists are slim (R48).</param>
    /// <param name="cutAt">Characters after which text is cut and <c>...</c> added (R47).</param>
    public ListDefinition<TRoot, TRow> Field<TValue>(
        string name, Expression<Func<TRow, TValue>> value, FieldFormat format = FieldFormat.Plain, bool onRequest = false, int? cutAt = null)
    {
        _fields.Add(new ListField(name, value, format, onRequest, cutAt));
        return this;
    }

    /// <summary>A condition with one value.</summary>
    /// <param name="parameter">Its query parameter.</param>
    /// <param name="value">How it is read.</param>
    /// <param name="condition">The row and the value to a truth.</param>
    /// <param name="by">What holds where the caller does not say; null for no condition.</param>
    public ListDefinition<TRoot, TRow> Filter<TValue>(
        string parameter, FilterValue value, Expression<Func<TRoot, TValue, bool>> condition, object? by = null)
    {
        _filters.Add(new ListFilter([parameter], value, condition, by is null ? null : [by], NeedsSort: null));
        return this;
    }

    /// <summary>
    /// A condition from one value to another. An index can serve it only when its column leads the order, so the list is
    /// then sorted by <paramref name="sort"/>, and another order is refused with a message that says so.
    /// </summary>
    public ListDefinition<TRoot, TRow> Range<TValue>(
        string from, string to, FilterValue value, Expression<Func<TRoot, TValue, TValue, bool>> condition, (object From, object To) open, string sort)
    {
        _filters.Add(new ListFilter([from, to], value, condition, [open.From, open.To], sort));
        return this;
    }

    /// <summary>An order; the first is the default, descending when <paramref name="descending"/> says so.</summary>
    public ListDefinition<TRoot, TRow> Sort<TValue>(string name, Expression<Func<TRoot, TValue>> value, bool descending = false)
    {
        DescendsByDefault = _sorts.Count == 0 ? descending : DescendsByDefault;
        _sorts.Add(new ListSort(name, value));
        return this;
    }

    /// <summary>Counts the rows by a value of theirs; see <c>MapFacets</c>. The 100 values with most rows are shown.</summary>
    public ListDefinition<TRoot, TRow> Facet<TValue>(string name, Expression<Func<TRow, TValue>> value, FieldFormat format = FieldFormat.Plain)
    {
        _facets.Add(new ValueFacet<TRoot, TValue>(name, format, OfRoot(value)));
        return this;
    }

    /// <summary>The same by the key of another entity, with that entity's name as label.</summary>
    public ListDefinition<TRoot, TRow> Facet<TLabel>(
        string name, Expression<Func<TRow, long?>> value, Expression<Func<TLabel, long?>> key, Expression<Func<TLabel, string>> label)
        where TLabel : class
    {
        _facets.Add(new LabelledFacet<TRoot, TLabel>(name, OfRoot(value), key, label));
        return this;
    }

    private Expression<Func<TRoot, TValue>> OfRoot<TValue>(Expression<Func<TRow, TValue>> value)
    {
        var root = Expression.Parameter(typeof(TRoot), "r");
        return Expression.Lambda<Func<TRoot, TValue>>(Replace.Parameters(value, [Replace.Parameters(Row, [root])]), root);
    }

    /// <summary>
    /// Keeps the exact totals of pages by number, one for each set of filters (R41), until a write touches one of these tags (<c>touches:</c>). So
    /// whatever adds a row, takes one away or moves one from filter to filter must name one. <c>{within}</c> in a tag is the value of
    /// the list's <see cref="Within"/>.
    /// </summary>
    /// <param name="tags">At least one.</param>
    public ListDefinition<TRoot, TRow> KeepTotals(params string[] tags)
    {
        ArgumentOutOfRangeException.ThrowIfZero(tags.Length);
        TotalTags = tags;
        return this;
    }

    /// <summary>How many rows a page by cursor has where the caller does not say: 1 to 100. Default 20.</summary>
    public ListDefinition<TRoot, TRow> UsualPage(int rows)
    {
        UsualSize = rows;
        return this;
    }

    /// <summary>Refuses query parameters that the list does not know, so that a mistyped filter is not a full list.</summary>
    public ListDefinition<TRoot, TRow> Strict()
    {
        RefusesUnknownParameters = true;
        return this;
    }
}
