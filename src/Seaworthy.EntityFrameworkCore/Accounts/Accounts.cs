using Microsoft.EntityFrameworkCore;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>The accounts of a service.</summary>
internal sealed class Accounts<TContext>(
    Session<TContext> session, ServiceDatabase<TContext> database, AccountKeeping<TContext> keeping, TimeProvider time)
    where TContext : DbContext
{
    // Whoever forgets his password and tries all day is not kept out until tomorrow; whoever guesses has 96 tries a day.
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);

    private readonly Lazy<string> _insert = new(() => $"insert into {session.TableOf<AccountRow>()} "
        + "(public_id, email, name, password_hash, is_confirmed, failed_attempts, roles, tenant, created_at) values ($1, $2, $3, $4, $5, 0, $6, $7, $8) "
        + "on conflict (email) do nothing");

    /// <summary>Adds an account; false when the e-mail has one already, which then stays as it is.</summary>
    public Task<bool> AddAsync(AccountRow account, CancellationToken cancellationToken) => session.WriteAsync(
        async (db, ct) =>
        {
            var added = await session.ExecuteAsync(
                db,
                [new(_insert.Value, account.PublicId, account.Email, account.Name, account.PasswordHash, account.IsConfirmed, account.Roles, account.Tenant, account.CreatedAt)],
                ct);
            if (added[0] == 0)
            {
                return false;
            }

            db.NoteTrail<AccountRow>(TrailAction.Created, account.PublicId);
            return true;
        },
        cancellationToken);

    /// <summary>A new account of this moment, not added yet.</summary>
    public AccountRow New(string email, string? name, string passwordHash) => new()
    {
        PublicId = Guid.CreateVersion7(time.GetUtcNow()), Email = email, Name = name, PasswordHash = passwordHash, CreatedAt = Instant.Now(time),
    };

    public Task<AccountRow?> FindAsync(string email, CancellationToken cancellationToken) => session.ReadAsync(
        (db, ct) => db.Set<AccountRow>().SingleOrDefaultAsync(account => account.Email == email, ct), cancellationToken);

    /// <summary>The account of a token's subject; null for a subject that is none.</summary>
    public async Task<AccountRow?> OfAsync(string? subject, CancellationToken cancellationToken) => Guid.TryParse(subject, out var id)
        ? await session.ReadAsync((db, ct) => db.Set<AccountRow>().SingleOrDefaultAsync(account => account.PublicId == id, ct), cancellationToken)
        : null;

    /// <summary>
    /// Counts a password that is about to be looked at, and locks the account from the last one on that it may fail; null when there is none, or it is
    /// locked. Counted before: of many that come at once, no more than the limit are looked at.
    /// </summary>
    public Task<AccountRow?> AttemptAsync(string email, CancellationToken cancellationToken) => session.WriteAsync(
        async (db, ct) =>
        {
            var now = Instant.Now(time);
            var accounts = db.Set<AccountRow>().Where(account => account.Email == email);
            var counted = await accounts.Where(account => account.LockedUntil == null || account.LockedUntil <= now)
                .ExecuteUpdateAsync(set => set.SetProperty(account => account.FailedAttempts, account => account.FailedAttempts + 1), ct);
            if (counted == 0)
            {
                return null;
            }

            var account = await accounts.SingleAsync(ct);
            account.LockedUntil = LockAfter(account.FailedAttempts) is { } length ? now + length : null;
            return account;
        },
        cancellationToken, keep: account => account is not null);

    /// <summary>Writes down that somebody could not sign in, with the account that he meant, where there is one.</summary>
    public async Task NoteFailureAsync(AccountRow? account, CancellationToken cancellationToken)
    {
        if (database.KeepsTrail)
        {
            await session.WriteAsync(
                (db, _) =>
                {
                    db.NoteTrail<AccountRow>(TrailAction.SignInFailed, account?.PublicId);
                    return Task.FromResult(true);
                },
                cancellationToken);
        }
    }

    /// <summary>
    /// Forgets the failures, and keeps another hash where there is one; false when the password is not the one any more that was looked at: somebody has changed it meanwhile.
    /// </summary>
    public static async Task<bool> SucceedAsync(TContext db, AccountRow tried, string? newHash, CancellationToken cancellationToken) => await db.Set<AccountRow>()
        .Where(account => account.Id == tried.Id && account.PasswordHash == tried.PasswordHash)
        .ExecuteUpdateAsync(
            set => set.SetProperty(account => account.FailedAttempts, 0).SetProperty(account => account.LockedUntil, (DateTime?)null)
                .SetProperty(account => account.PasswordHash, account => newHash ?? account.PasswordHash),
            cancellationToken) == 1;

    private TimeSpan? LockAfter(int failures)
    {
        var beyond = failures - keeping.Settings.FailuresBeforeLock;
        if (beyond < 0)
        {
            return null;
        }

        var seconds = keeping.Settings.LockSeconds * Math.Pow(2, Math.Min(beyond, 20));
        return seconds < LongestLock.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestLock;
    }
}
