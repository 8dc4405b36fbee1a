using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Services.Tests.Support;

/// <summary>Tokens of people who are signed in: with a session in the service's database, as after a sign-in.</summary>
internal static class SignedInPeople
{
    /// <summary>A token that a service takes; its account and its session are made.</summary>
    public static async Task<string> TokenAsync<TContext>(this TestApp app, string service, string email, string? tenant, params string[] roles)
        where TContext : DbContext
    {
        var now = app.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var (account, id) = (new AccountRow { PublicId = Guid.CreateVersion7(), Email = $"{Guid.NewGuid():N}@example.com", PasswordHash = "", CreatedAt = now }, Guid.NewGuid());
        await app.App.Services.GetRequiredService<Session<TContext>>().WriteAsync(
            async (db, ct) =>
            {
                db.Add(account);
                await db.SaveChangesAsync(ct);
                return db.Add(new AccountSessionRow { Id = id, AccountId = account.Id, ChainKey = [1], CreatedAt = now, LastSeenAt = now, ExpiresAt = now.AddDays(1) });
            },
            CancellationToken.None);
        return app.App.Services.GetRequiredService<AccessTokens>()
            .Issue(new($"{account.PublicId}", $"{id}") { Audiences = [service], Email = email, Tenant = tenant, Roles = roles }).Text;
    }
}
