using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Users;

namespace Seaworthy.Workforce.Autocomplete;

/// <summary>The words of a company's names, so that a mistyped one is found. A word stays when its last name goes: it then finds nobody.</summary>
internal sealed class UserNames(Session<WorkforceDb> session)
{
    private readonly Lazy<string> _insert = new(() =>
        $"insert into {session.TableOf<UserWord>()} (scope, key, word) values ($1, $2, $3) on conflict do nothing");

    /// <summary>What stores the words of a user's names; nothing for who is not found.</summary>
    public IReadOnlyList<SqlStatement> WordsOf(User user) => !user.IsActive ? [] :
    [
        .. SearchText.WordsOf($"{user.FullName} {user.Username}").Distinct()
            .SelectMany(word => MistypedKeys.Of(word).Select(key => new SqlStatement(_insert.Value, user.CompanyId, key, word))),
    ];
}
