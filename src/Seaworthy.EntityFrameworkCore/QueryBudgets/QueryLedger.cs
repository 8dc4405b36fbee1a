namespace Seaworthy.EntityFrameworkCore.QueryBudgets;

/// <summary>The statements of one request; most requests run two at the most, so a list is the quickest table.</summary>
internal sealed class QueryLedger
{
    private const int MostRemembered = 50;
    private readonly List<(string Sql, int Times)> _statements = [];
    private readonly Lock _guard = new(); // guards _statements: a handler may run statements in parallel

    /// <summary>Statements that EF Core translated and ran as LINQ, not as a compiled shape.</summary>
    public int LinqQueries { get; private set; }

    /// <summary>Whether the request does again what it has done before, because a connection has ended: then what it runs is no finding.</summary>
    public bool IsAgain { get; set; }

    /// <summary>Adds a statement and says how often it has run now.</summary>
    public int Add(string sql, bool isLinqQuery)
    {
        lock (_guard)
        {
            LinqQueries += isLinqQuery ? 1 : 0;
            for (var i = 0; i < _statements.Count; i++)
            {
                if (ReferenceEquals(_statements[i].Sql, sql) || _statements[i].Sql == sql)
                {
                    return (_statements[i] = (sql, _statements[i].Times + 1)).Times;
                }
            }

            if (_statements.Count < MostRemembered)
            {
                _statements.Add((sql, 1));
            }

            return 1;
        }
    }
}
