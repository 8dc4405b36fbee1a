using System.Linq.Expressions;
using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.IntegrationTests.Data;

/// <summary>A list that cannot be served is refused when it is mapped.</summary>
[Trait("Requirement", "R41")]
public sealed class ListRulesTests
{
    [Fact]
    public void More_columns_than_a_statement_has_places_for_are_refused()
    {
        var list = Rows();
        var row = Expression.Parameter(typeof(Row), "row");
        for (var n = 1; n <= 33; n++)
        {
            var sum = Expression.Add(Expression.Property(row, nameof(Row.Id)), Expression.Constant((long)n));
            list.Field($"f{n}", Expression.Lambda<Func<Row, long>>(sum, row));
        }

        Should.Throw<NotSupportedException>(() => ListRules.Check(list)).Message.ShouldContain("has 33 fields");
    }

    [Fact]
    public void So_are_more_values_than_it_has_parameters_for()
    {
        var list = Rows().Sort("id", row => row.Id);
        for (var n = 1; n <= 29; n++)
        {
            list.Filter<long>($"p{n}", FilterValue.Id, (row, value) => row.Id == value);
        }

        Should.Throw<NotSupportedException>(() => ListRules.Check(list)).Message.ShouldContain("33 values");
    }

    [Fact]
    public void An_order_over_what_may_be_null_or_has_no_cursor_is_refused()
    {
        Refused(Rows().Sort("x", row => row.Flag));
        Refused(Rows().Sort("x", row => row.MaybeNumber));
        Refused(Rows().Sort("x", row => row.MaybeText));
        Refused(Rows().Sort("x", row => row.Key));
        ListRules.Check(Rows().Field("id", row => row.Id).Sort("x", row => row.Text).Sort("y", row => row.At).Sort("z", row => row.Id));

        static void Refused(ListDefinition<Row, Row> list) =>
            Should.Throw<NotSupportedException>(() => ListRules.Check(list)).Message.ShouldContain("the list 'rows' cannot be sorted by 'x'");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_usual_page_that_nobody_could_ask_for_is_refused(int rows) =>
        Should.Throw<NotSupportedException>(() => ListRules.Check(Rows().UsualPage(rows))).Message.ShouldContain($"the list 'rows' has pages of {rows} rows");

    private static ListDefinition<Row, Row> Rows() => List.Of<Row>("rows").Key(row => row.Id);

    private sealed class Row
    {
        public long Id { get; set; }

        public bool Flag { get; set; }

        public long? MaybeNumber { get; set; }

        public string? MaybeText { get; set; }

        public string Text { get; set; } = "";

        public DateTime At { get; set; }

        public Guid Key { get; set; }
    }
}
