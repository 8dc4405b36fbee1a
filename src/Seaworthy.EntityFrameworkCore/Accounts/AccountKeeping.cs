using Seaworthy.Hosting;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Says that a service's database has the tables of accounts, and how they are kept.</summary>
internal sealed record AccountKeeping<TContext>(ServiceProfile Profile, bool IsDevelopment)
{
    public AccountSettings Settings => Profile.Options.Identity.Accounts;

    /// <summary>Fewest characters of a password.</summary>
    public int MinPasswordChars => Settings.MinPasswordChars ?? (IsDevelopment ? 6 : 8);
}
