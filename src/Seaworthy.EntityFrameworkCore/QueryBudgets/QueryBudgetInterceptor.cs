using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Seaworthy.EntityFrameworkCore.QueryBudgets;

/// <summary>Tells <see cref="QueryBudget"/> about every statement that EF Core runs.</summary>
internal sealed class QueryBudgetInterceptor(QueryBudget budget) : DbCommandInterceptor
{
    public QueryBudget Budget => budget;

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Count(command, eventData, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        new(Count(command, eventData, result));

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => Count(command, eventData, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        new(Count(command, eventData, result));

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Count(command, eventData, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        new(Count(command, eventData, result));

    private InterceptionResult<T> Count<T>(DbCommand command, CommandEventData eventData, InterceptionResult<T> result)
    {
        budget.Count(command.CommandText, eventData.CommandSource == CommandSource.LinqQuery);
        return result;
    }
}
