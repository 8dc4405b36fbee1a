using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Identity;

namespace Seaworthy.Grocery.Users;

/// <summary>Who shops: a signed-in customer, known by the token's uid, or a guest who holds the ids of a cart and its orders.</summary>
internal sealed class Shoppers(DevelopmentSignIn signIn, KeyLookup<GroceryDb, User> ids, ShopperRows rows, Session<GroceryDb> session)
{
    /// <summary>No user has this id: the rows of a guest are of nobody.</summary>
    public const long Guest = 0;

    private readonly Lazy<string> _users = new(session.TableOf<User>);

    /// <summary>For items: the caller's own rows and those of guests, which whoever has the id may see.</summary>
    public async ValueTask<RowScope> MineOrGuestsAsync(HttpContext context) =>
        RowScope.Of(await IdAsync(context) ?? Guest);

    /// <summary>For lists: the caller's own rows; 401 for a guest, who has no list.</summary>
    public async ValueTask<RowScope> MineAsync(HttpContext context) =>
        signIn.UserOf(context) is null
            ? RowScope.Refused(Problem.Of(ProblemTypes.Unauthorized, "A list of orders is shown to whoever signs in; a guest's order is found by its id."))
            : await MineOrGuestsAsync(context);

    /// <summary>The caller's row; null for a guest, or for who has never bought anything.</summary>
    public async ValueTask<long?> IdAsync(HttpContext context) =>
        signIn.UserOf(context)?.FindFirst("sub")?.Value is { } uid ? await ids.FindAsync(uid, context.RequestAborted) : null;

    /// <summary>The caller's row, made at first sight and given his e-mail once he has confirmed it; null for a guest.</summary>
    public async Task<long?> EnsureAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (signIn.UserOf(context) is not { } user || user.FindFirst("sub")?.Value is not { } uid)
        {
            return null;
        }

        // Whoever came before he had confirmed his e-mail is known by his uid alone, until his token says it.
        var email = user.FindFirst("email")?.Value ?? uid;
        var known = await session.ReadAsync(new($"select id, email from {_users.Value} where uid = $1", uid), row => (Id: row.GetInt64(0), Email: row.GetString(1)), cancellationToken);
        if (known is [var one] && (one.Email != uid || email == uid))
        {
            return one.Id;
        }

        using var turn = await session.WaitToWriteAsync(cancellationToken);
        await session.Beside().WriteAsync(turn, [.. rows.Of(uid, email)], cancellationToken);
        return await ids.FindAsync(uid, cancellationToken);
    }
}
