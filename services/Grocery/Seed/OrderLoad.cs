using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Orders;
using Seaworthy.Grocery.Products;
using Seaworthy.Grocery.Users;
using Seaworthy.Seeding;

namespace Seaworthy.Grocery.Seed;

/// <summary>Puts orders of a file into the shop's books, a batch in one transaction.</summary>
internal sealed class OrderLoad(Session<GroceryDb> session, SeedReportFile report)
{
    private static readonly string[] OrderColumns =
        ["id", "public_id", "user_id", "status", "total", "currency", "import_key", "created_at", "updated_at"];

    private static readonly string[] ItemColumns = ["id", "order_id", "product_id", "name", "price", "quantity"];

    /// <summary>Loads orders with distinct names; says how many lines were new and how many could not be loaded.</summary>
    public Task<(int Added, int Rejected)> LoadAsync(IReadOnlyList<List<OrderRow>> orders, CancellationToken cancellationToken) =>
        session.WriteAsync((db, ct) => LoadAsync(db, orders, ct), cancellationToken);

    private async Task<(int Added, int Rejected)> LoadAsync(GroceryDb db, IReadOnlyList<List<OrderRow>> orders, CancellationToken cancellationToken)
    {
        var keys = orders.Select(order => KeyOf(order[0])).ToList();
        var known = (await db.Orders.Where(order => keys.Contains(order.ImportKey!)).Select(order => order.ImportKey!).ToListAsync(cancellationToken)).ToHashSet();
        var products = await ProductsAsync(db, orders.SelectMany(order => order), cancellationToken);
        var users = await UsersAsync(db, orders, cancellationToken);
        var made = new List<(OrderRow Head, List<(OrderRow Row, Product Product)> Lines)>();
        var rejected = 0;
        foreach (var order in orders.Where(order => !known.Contains(KeyOf(order[0]))))
        {
            foreach (var row in order.Where(row => !products.ContainsKey(row.Product)))
            {
                report.Rejected(row.Line, "names a product that is not in the shop");
                rejected++;
            }

            var lines = order.Where(row => products.ContainsKey(row.Product)).Select(row => (row, products[row.Product])).ToList();
            if (lines.Count > 0)
            {
                made.Add((order[0], lines));
            }
        }

        await InsertAsync(db, made, users, cancellationToken);
        return (made.Sum(order => order.Lines.Count), rejected);
    }

    private static string KeyOf(OrderRow row) => $"order:{row.Order}";

    private static async Task<Dictionary<ProductName, Product>> ProductsAsync(GroceryDb db, IEnumerable<OrderRow> rows, CancellationToken cancellationToken)
    {
        var names = rows.Select(row => row.Product).Distinct().ToList();
        var ids = names.Select(name => name.Id).OfType<long>().ToList();
        var codes = names.Select(name => name.Code).OfType<string>().ToList();
        var keys = names.Select(name => name.NameKey).OfType<string>().ToList();
        var found = new Dictionary<ProductName, Product>();
        var products = db.Products.AsNoTracking().OrderBy(product => product.Id);
        await foreach (var product in products.Where(product => ids.Contains(product.Id) || codes.Contains(product.Code!) || keys.Contains(product.NameKey))
            .AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            // Two products of one name: the one that was there first.
            found.TryAdd(new(product.Id, null, null), product);
            found.TryAdd(new(null, product.Code ?? "", null), product);
            found.TryAdd(new(null, null, product.NameKey), product);
        }

        return found;
    }

    private static async Task<Dictionary<string, long>> UsersAsync(GroceryDb db, IReadOnlyList<List<OrderRow>> orders, CancellationToken cancellationToken)
    {
        var emails = orders.Select(order => order[0].Email).OfType<string>().Distinct().ToList();
        var users = await db.Users.Where(user => emails.Contains(user.Email)).ToDictionaryAsync(user => user.Email, cancellationToken);
        var missing = emails.Where(email => !users.ContainsKey(email)).Select(email => new User { Email = email, Uid = User.ImportedUid + email }).ToList();
        db.Users.AddRange(missing);
        await db.SaveChangesAsync(cancellationToken);
        return users.Values.Concat(missing).ToDictionary(user => user.Email, user => user.Id);
    }

    private async Task InsertAsync(
        GroceryDb db, List<(OrderRow Head, List<(OrderRow Row, Product Product)> Lines)> orders, Dictionary<string, long> users, CancellationToken cancellationToken)
    {
        if (orders.Count == 0)
        {
            return;
        }

        var ids = await session.TakeIdsAsync(db, "orders", orders.Count, cancellationToken);
        var itemIds = new Queue<long>(await session.TakeIdsAsync(db, "order_items", orders.Sum(order => order.Lines.Count), cancellationToken));
        await session.InsertManyAsync(db, "orders", OrderColumns, orders.Select((order, i) => new object?[]
        {
            ids[i], Guid.CreateVersion7(order.Head.CreatedAt), order.Head.Email is { } email ? users[email] : null, order.Head.Status,
            order.Lines.Sum(line => PriceOf(line) * line.Row.Quantity), Product.ShopCurrency, KeyOf(order.Head), order.Head.CreatedAt, order.Head.CreatedAt,
        }), cancellationToken);
        await session.InsertManyAsync(db, "order_items", ItemColumns, orders.SelectMany((order, i) => order.Lines.Select(line => new object?[]
        {
            itemIds.Dequeue(), ids[i], line.Product.Id, line.Product.Name, PriceOf(line), line.Row.Quantity,
        })), cancellationToken);
    }

    private static long PriceOf((OrderRow Row, Product Product) line) => line.Row.Price ?? line.Product.Price;
}
