using Seaworthy.Workforce.Autocomplete;
using Seaworthy.Workforce.Roles;

namespace Seaworthy.Workforce.Tasks;

/// <summary>Something that people in a role do, as O*NET says it. The same for every company.</summary>
internal sealed class RoleTask
{
    public long Id { get; set; }

    /// <summary>O*NET's number. Unique.</summary>
    public long Code { get; set; }

    public long RoleId { get; set; }

    public Role Role { get; set; } = null!;

    public required string Statement { get; set; }

    /// <summary><c>Core</c> or <c>Supplemental</c>; null where O*NET has not decided.</summary>
    public string? Type { get; set; }

    /// <summary>How many people in the role were asked; null where nobody says.</summary>
    public int? Incumbents { get; set; }

    /// <summary>Month of the statement: <c>2023-08</c>.</summary>
    public string? AsOf { get; set; }

    /// <summary>Who said so: <c>Incumbent</c>, <c>Occupational Expert</c>.</summary>
    public string? Source { get; set; }

    /// <summary>What autocomplete finds it by.</summary>
    public List<TaskStart> Starts { get; } = [];

    /// <summary>Gives it a sentence, and autocomplete what it is found by.</summary>
    public void Rename(string statement)
    {
        Statement = statement;
        var starts = SearchText.StartsOf(statement);
        Starts.RemoveAll(known => !starts.Contains(known.Start));
        Starts.AddRange(starts.Where(start => !Starts.Exists(known => known.Start == start))
            .Select(start => new TaskStart { Scope = SuggestTasks.Everybody, Start = start }));
    }
}
