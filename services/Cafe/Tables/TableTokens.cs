using Microsoft.AspNetCore.Http;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity;

namespace Seaworthy.Cafe.Tables;

/// <summary>
/// The tokens in the codes on tables, of which the database has a hash.
/// </summary>
internal sealed class TableTokens(Session<CafeDb> session)
{
    /// <summary>Where a guest sends one.</summary>
    public const string Header = "X-Table-Token";

    private readonly Lazy<string> _byHash = new(() => $"select id, restaurant_id from {session.TableOf<Table>()} where token_hash = $1");

    public static string HashOf(string token) => Convert.ToHexStringLower(OpaqueSecret.HashOf(token));

    /// <summary>What the request sends, be it valid or not; null for nothing.</summary>
    public static string? SentWith(HttpContext context) => context.Request.Headers.TryGetValue(Header, out var sent) ? sent.ToString() : null;

    /// <summary>The table that has this token now, or null. Asked several times of a request and read once.</summary>
    public async ValueTask<TokenTable?> FindAsync(HttpContext context, string token)
    {
        if (token.Length != OpaqueSecret.Chars)
        {
            return null;
        }

        if (context.Features.Get<TokenTable>() is { } known)
        {
            return known;
        }

        var found = await session.AllTenants().ReadAsync(
            new(_byHash.Value, HashOf(token)), row => new TokenTable(row.GetInt64(0), new(row.GetInt64(1))), context.RequestAborted);
        var table = found is [var one] ? one : null;
        context.Features.Set(table);
        return table;
    }
}

/// <summary>The table whose token a request sends.</summary>
internal sealed record TokenTable(long Id, RestaurantId Restaurant);
