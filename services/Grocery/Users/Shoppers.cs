using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Identity;

namespace Seaworthy.Grocery.Users;

/// <summary>Who shops: a signed-in customer, known by the token's uid, or a guest who holds the ids of a cart and its orders.</summary>
internal sealed class Shoppers(DevelopmentSignIn signIn, KeyLookup<GroceryDb, User> ids, Session<GroceryDb> session)
{
    /// <summary>No user has this id: the rows of a guest are of nobody.</summary>
    public const long Guest = 0;

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

    /// <summary>The caller's row, made at first sight; null for a guest.</summary>
    public async Task<long?> EnsureAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (signIn.UserOf(context) is not { } user || user.FindFirst("sub")?.Value is not { } uid)
        {
            return null;
        }

        if (await ids.FindAsync(uid, cancellationToken) is { } id)
        {
            return id;
        }

        // Who is known by e-mail from an import, or was tried out at a desk, is that customer from now on: a token says an e-mail when its owner has
        // confirmed it. Two first orders at once make one row.
        var (users, email) = (session.TableOf<User>(), user.FindFirst("email")?.Value ?? uid);
        using var turn = await session.WaitToWriteAsync(cancellationToken);
        await session.WriteAsync(
            turn,
            [
                new($"update {users} set uid = $2 where email = $1 and (uid like '{User.ImportedUid}%' or uid like '{User.DevelopmentUid}%')", email, uid),
                new($"insert into {users} (email, uid) values ($1, $2) on conflict (uid) do nothing", email, uid),
            ],
            cancellationToken);
        return await ids.FindAsync(uid, cancellationToken);
    }
}
