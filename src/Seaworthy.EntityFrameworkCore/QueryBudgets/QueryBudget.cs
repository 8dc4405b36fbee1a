using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Seaworthy.Pipeline;

namespace Seaworthy.EntityFrameworkCore.QueryBudgets;

/// <summary>
/// Counts the statements of each request (R30). Two things are findings: more statements than the endpoint said
/// (<c>WithQueryBudget</c>), and one statement run again and again, the mark of a query in a loop. A finding names the
/// endpoint and the repair, once per endpoint in the log, each time in the metric, on the answer in Development.
/// </summary>
public sealed class QueryBudget
{
    /// <summary>How often one statement may run in a request before it counts as a query in a loop.</summary>
    public const int MostRepeats = 3;

    private readonly CurrentRequest _current;
    private readonly ILogger<QueryBudget> _log;
    private readonly Counter<long> _findings;
    private readonly ConcurrentDictionary<string, QueryFinding> _told = new();

    internal QueryBudget(CurrentRequest current, IMeterFactory meters, ILogger<QueryBudget> log)
    {
        _current = current;
        _log = log;
        _findings = meters.Create("Seaworthy.EntityFrameworkCore")
            .CreateCounter<long>("seaworthy.query.findings", "{finding}", "Requests that ran more statements than they may, or one in a loop");
    }

    /// <summary>Every finding so far, by endpoint and kind; tests assert that there are none.</summary>
    public IReadOnlyCollection<QueryFinding> Findings => [.. _told.Values];

    /// <summary>The request that the running code works for; null outside one.</summary>
    internal RequestScope? Scope => _current.Scope;

    internal void Count(string sql, bool isLinqQuery)
    {
        if (_current.Scope is not { } scope)
        {
            return;
        }

        var ledger = LedgerOf(scope);
        var repeats = ledger.Add(sql, isLinqQuery);
        var queries = scope.CountQuery();
        if (ledger.IsAgain)
        {
            return;
        }

        if (scope.QueryBudget is { } budget && queries == budget + 1)
        {
            Report(scope, new QueryFinding(scope.Endpoint, "over-budget",
                $"{scope.Endpoint} may run {budget} statements and has run {queries}. Load what it needs in one query, or raise WithQueryBudget.", sql));
        }
        else if (repeats == MostRepeats + 1)
        {
            Report(scope, new QueryFinding(scope.Endpoint, "repeated",
                $"{scope.Endpoint} has run one statement {repeats} times. Load all rows at once: Include, a join, or Contains over the ids.", sql));
        }
    }

    /// <summary>From here on the running request does again what it has done.</summary>
    internal void Again()
    {
        if (_current.Scope is { } scope)
        {
            LedgerOf(scope).IsAgain = true;
        }
    }

    private static QueryLedger LedgerOf(RequestScope scope) => (QueryLedger)(scope.DataState ??= new QueryLedger());

    private void Report(RequestScope scope, QueryFinding finding)
    {
        scope.Finding = finding.Message;
        _findings.Add(1, new("endpoint", finding.Endpoint), new("kind", finding.Kind));
        if (_told.TryAdd($"{finding.Kind} {finding.Endpoint}", finding))
        {
            Log.QueryFinding(_log, finding.Message, finding.Sql);
        }
    }
}
