using Microsoft.EntityFrameworkCore;
using Seaworthy.Workforce.Autocomplete;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Roles;

namespace Seaworthy.Workforce.Seed;

/// <summary>Roles by their code. Files may be loaded in any order, so whichever names a role first makes it, with what it knows.</summary>
internal static class RoleRows
{
    public const int MostTitle = 200;

    /// <summary>All roles that are named, tracked; those that were not there are new.</summary>
    public static async Task<Dictionary<string, Role>> EnsureAsync(
        WorkforceDb db, IEnumerable<(string Code, string Title)> named, CancellationToken cancellationToken)
    {
        var titles = named.DistinctBy(role => role.Code).ToDictionary(role => role.Code, role => role.Title);
        var codes = titles.Keys.ToList();
        var roles = await db.Roles.Where(role => codes.Contains(role.Code)).ToDictionaryAsync(role => role.Code, cancellationToken);
        var made = titles.Where(role => !roles.ContainsKey(role.Key)).Select(role => Make(role.Key, role.Value)).ToList();
        db.Roles.AddRange(made);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var role in made)
        {
            roles.Add(role.Code, role);
        }

        return roles;
    }

    private static Role Make(string code, string title) => new() { Code = code, Title = title, TitleKey = SearchText.KeyOf(title) };
}
