using Microsoft.EntityFrameworkCore;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity.ApiKeys;

namespace Seaworthy.EntityFrameworkCore.ApiKeys;

/// <summary>The API keys of a service, in its own database.</summary>
internal sealed class ServiceApiKeys<TContext>(Session<TContext> session, string service, ApiKeyUses<TContext> uses, TimeProvider time) : IApiKeys
    where TContext : DbContext
{
    public string Service => service;

    public async ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellationToken) => await session.ReadAsync(
        (db, ct) => db.Set<ApiKeyRow>().SingleOrDefaultAsync(row => row.Id == id && row.RevokedAt == null, ct), cancellationToken) is { } found
        ? Of(found)
        : null;

    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await session.ReadAsync(
            (db, ct) => db.Set<ApiKeyRow>().Where(row => row.RevokedAt == null).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(ct), cancellationToken);
        return [.. rows.Select(Of)];
    }

    public Task AddAsync(ApiKey key, CancellationToken cancellationToken) => session.WriteAsync(
        (db, _) => Task.FromResult(db.Add(new ApiKeyRow
        {
            Id = key.Id,
            Name = key.Name,
            SecretHash = key.Hash,
            Tenant = key.Tenant,
            Scopes = string.Join(' ', key.Scopes),
            CreatedAt = Instant.Now(time),
            ExpiresAt = key.ExpiresAt?.UtcDateTime,
        })),
        cancellationToken);

    public async Task<bool> RotateAsync(string id, byte[] hash, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var end = (DateTime?)until.UtcDateTime;
        return await ChangeAsync(
            id, TrailAction.Rotated,
            (keys, ct) => keys.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.FormerHash, row => row.SecretHash).SetProperty(row => row.FormerUntil, end).SetProperty(row => row.SecretHash, hash), ct),
            cancellationToken);
    }

    public async Task<bool> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        var now = (DateTime?)Instant.Now(time);
        return await ChangeAsync(
            id, TrailAction.Revoked, (keys, ct) => keys.ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), ct), cancellationToken);
    }

    public void Used(string id) => uses.Note(id);

    /// <summary>Writes down when keys were used last.</summary>
    public Task KeepUsesAsync(IReadOnlyDictionary<string, DateTime> used, CancellationToken cancellationToken) => session.WriteAsync(
        async (db, ct) =>
        {
            foreach (var (id, at) in used)
            {
                var last = (DateTime?)at;
                await db.Set<ApiKeyRow>().Where(row => row.Id == id && (row.LastUsedAt == null || row.LastUsedAt < last))
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, last), ct);
            }

            return used.Count;
        },
        cancellationToken);

    private Task<bool> ChangeAsync(
        string id, string action, Func<IQueryable<ApiKeyRow>, CancellationToken, Task<int>> change, CancellationToken cancellationToken) => session.WriteAsync(
        async (db, ct) =>
        {
            if (await change(db.Set<ApiKeyRow>().Where(row => row.Id == id && row.RevokedAt == null), ct) == 0)
            {
                return false;
            }

            db.NoteTrail<ApiKeyRow>(action, id);
            return true;
        },
        cancellationToken);

    private static ApiKey Of(ApiKeyRow row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Hash = row.SecretHash,
        FormerHash = row.FormerHash,
        FormerUntil = row.FormerUntil ?? default(DateTimeOffset),
        Tenant = row.Tenant,
        Scopes = row.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        CreatedAt = row.CreatedAt,
        ExpiresAt = row.ExpiresAt,
        LastUsedAt = row.LastUsedAt,
    };
}
