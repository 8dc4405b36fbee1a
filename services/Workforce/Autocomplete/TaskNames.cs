using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Workforce.Data;

namespace Seaworthy.Workforce.Autocomplete;

/// <summary>The words of the tasks, so that a mistyped one is found.</summary>
internal sealed class TaskNames(Session<WorkforceDb> session)
{
    private readonly Lazy<string> _insert = new(() =>
        $"insert into {session.TableOf<TaskWord>()} (scope, key, word) values ($1, $2, $3) on conflict do nothing");

    /// <summary>What stores words.</summary>
    public IReadOnlyList<SqlStatement> Of(IEnumerable<string> words) =>
        [.. words.SelectMany(word => MistypedKeys.Of(word).Select(key => new SqlStatement(_insert.Value, SuggestTasks.Everybody, key, word)))];
}
