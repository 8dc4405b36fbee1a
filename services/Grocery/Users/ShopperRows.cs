using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Carts;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Orders;

namespace Seaworthy.Grocery.Users;

/// <summary>
/// What makes one row of whoever signs in, in one transaction. Who is known by e-mail from an import, or was tried out at a desk, is that customer from
/// now on: a token says an e-mail when its owner has confirmed it. Who came before he had confirmed it has a row with his uid in its place, which takes over what
/// the import's has. An e-mail that another uid has stays his, and whoever comes with it too keeps his uid in its place. Two first orders at once make one row.
/// </summary>
internal sealed class ShopperRows(Session<GroceryDb> session)
{
    private readonly Lazy<string[]> _sql = new(() => Sql(session.TableOf<User>(), session.TableOf<Order>(), session.TableOf<Cart>()));

    public IEnumerable<SqlStatement> Of(string uid, string email) => _sql.Value.Select(sql => new SqlStatement(sql, email, uid));

    private static string[] Sql(string users, string orders, string carts)
    {
        const string IsKnown = $"email = $1 and uid <> $2 and (uid like '{User.ImportedUid}%' or uid like '{User.DevelopmentUid}%')";
        var hasRow = $"exists (select 1 from {users} mine where mine.uid = $2)";
        var takeOver = $"set user_id = (select id from {users} where uid = $2) where user_id = (select id from {users} where {IsKnown}) and {hasRow}";
        return
        [
            $"update {orders} {takeOver}",
            $"update {carts} {takeOver}",
            $"delete from {users} where {IsKnown} and {hasRow}",
            $"update {users} set uid = $2 where {IsKnown}",
            $"update {users} set email = $1 where uid = $2 and email = $2 and not exists (select 1 from {users} other where other.email = $1)",
            $"insert into {users} (email, uid) values ($1, $2) on conflict do nothing",
            $"insert into {users} (email, uid) select $2, $2 where $1 <> $2 on conflict do nothing",
        ];
    }
}
