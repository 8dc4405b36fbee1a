using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Kitchen;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Orders;

/// <summary>Takes an order, at the menu's prices of this moment, and calls the kitchen.</summary>
internal sealed class PlaceOrder(Session<CafeDb> session, Tenants tenants, NewOrderRows rows, KitchenBell bell, OrderMetrics metrics, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        Body<NewOrder> body, HttpContext context, ItemView<CafeDb, Order> view, string address, CancellationToken cancellationToken)
    {
        var (guest, problem) = await tenants.GuestAsync(context);
        if ((problem ?? Seat(guest!, body.Value)) is { } refused)
        {
            return refused;
        }

        return await PlaceAsync(guest!, body.Value, view, address, cancellationToken);
    }

    // What is read and checked needs no transaction, and what is written goes out as one.
    private async Task<IResult> PlaceAsync(
        Guest guest, NewOrder body, ItemView<CafeDb, Order> view, string address, CancellationToken cancellationToken)
    {
        using var turn = await session.WaitToWriteAsync(cancellationToken);
        var table = guest.TableId ?? body.TableId;
        var menu = await session.Of(guest.Restaurant).ReadAsync((db, ct) => OrderedMenu.ReadAsync(db, guest.Restaurant, body, table, ct), cancellationToken);
        if (menu.Check(body) is { } problem)
        {
            return problem;
        }

        var order = Make(guest.Restaurant, body, table, menu);
        var written = await session.Of(guest.Restaurant).AnswerAsync(
            turn, [.. rows.Of(order, guest.Staff?.UserId)], view.ShowNew(order, $"{address}/{order.PublicId}"), cancellationToken);
        if (written.IsWritten)
        {
            bell.Ring(guest.Restaurant);
            metrics.Moved(order.Status);
        }

        return written.RefusedBy is { } check ? throw new InvalidOperationException($"An order does not keep to {check}.") : written.Answer;
    }

    private static Problem? Seat(Guest guest, NewOrder body) => body.TableId is null || guest.Staff is not null
        ? null
        : Problem.Validation([new("is for the staff alone; a guest orders at the table whose code he sends", Pointer: "#/table_id")]);

    private Order Make(RestaurantId restaurant, NewOrder body, long? table, OrderedMenu menu)
    {
        var now = Instant.Now(time);
        var order = new Order
        {
            PublicId = Guid.CreateVersion7(time.GetUtcNow()),
            RestaurantId = restaurant.Value,
            TableId = table,
            CustomerName = body.CustomerName,
            Notes = body.Notes,
            Currency = menu.Currency,
            CreatedAt = now,
            UpdatedAt = now,
        };
        order.Items.AddRange(body.Items.Select(line => menu.Line(restaurant, line)));
        order.Total = order.Items.Sum(item => item.Price * item.Quantity);
        return order;
    }
}
