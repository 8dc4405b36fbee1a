using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Staff;
using Seaworthy.Cafe.Tables;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Jobs;

namespace Seaworthy.Cafe.Restaurants;

/// <summary>
/// The one place where a request learns its restaurant (R15, R89): whoever is signed in has one by the table of users; a guest has the one
/// of the table whose code he sends, or the one that a setting names; a program has the one that its key was made for.
/// </summary>
internal sealed class Tenants(StaffTable staff, KeyedTenants<CafeDb, Restaurant> keys, TableTokens tokens, GuestRestaurant guests)
{
    /// <summary>Who of the staff calls, or which program; 401 for a stranger and 403 for who works nowhere here.</summary>
    public async ValueTask<(StaffMember? Staff, Problem? Problem)> StaffAsync(HttpContext context) =>
        CallingKey.Of(context) is { } key ? await ProgramAsync(context, key)
        : staff.EmailOf(context) is null ? (null, Problem.Of(ProblemTypes.Unauthorized, "Sign in as one of the staff."))
        : await staff.FindAsync(context) is { } member ? (member, null)
        : (null, Problem.Of(ProblemTypes.Forbidden, "Whoever is signed in works in no restaurant here."));

    /// <summary>For lists and items of the staff: the rows of the caller's restaurant.</summary>
    public async ValueTask<RowScope> OfStaffAsync(HttpContext context)
    {
        var (member, problem) = await StaffAsync(context);
        return member is null ? RowScope.Refused(problem!) : RowScope.Of(member.Restaurant.Value);
    }

    /// <summary>Whether a task is of the caller's restaurant.</summary>
    public async ValueTask<bool> OwnsAsync(HttpContext context, JobView job) => (await StaffAsync(context)).Staff is { } member && member.Restaurant.Value == job.Tenant;

    /// <summary>For what guests may do too: at which restaurant, and at which table.</summary>
    public async ValueTask<(Guest? Guest, Problem? Problem)> GuestAsync(HttpContext context)
    {
        if (CallingKey.Of(context) is { } key)
        {
            var (program, problem) = TableTokens.SentWith(context) is null
                ? await ProgramAsync(context, key)
                : (null, Problem.Of(ProblemTypes.Forbidden, "Send an API key or a table's code, not both."));
            return (program is null ? null : new(program.Restaurant, TableId: null, program), problem);
        }

        if (TableTokens.SentWith(context) is { } sent)
        {
            return await tokens.FindAsync(context, sent) is { } table
                ? (new(table.Restaurant, table.Id, Staff: null), null)
                : (null, Problem.Of(ProblemTypes.Forbidden, "The table's code is not valid any more. Scan it again."));
        }

        if (await staff.FindAsync(context) is { } member)
        {
            return (new(member.Restaurant, TableId: null, member), null);
        }

        return guests.Id is { } restaurant
            ? (new(restaurant, TableId: null, Staff: null), null)
            : (null, Problem.Of(ProblemTypes.Unauthorized, $"Scan the code on a table and send it in {TableTokens.Header}, or sign in as one of the staff."));
    }

    /// <summary>For lists and items that guests see too.</summary>
    public async ValueTask<RowScope> OfGuestsAsync(HttpContext context)
    {
        var (guest, problem) = await GuestAsync(context);
        return guest is null ? RowScope.Refused(problem!) : RowScope.Of(guest.Restaurant.Value);
    }

    private async ValueTask<(StaffMember? Program, Problem? Problem)> ProgramAsync(HttpContext context, CallingKey key)
    {
        var (restaurant, problem) = await keys.FindAsync(context, key, "restaurant");
        return problem is null ? (StaffMember.Program(new(restaurant)), null) : (null, problem);
    }
}

/// <summary>Whoever orders or looks at the menu.</summary>
/// <param name="Restaurant">Where.</param>
/// <param name="TableId">At the table whose code was sent; null for none.</param>
/// <param name="Staff">One of the staff, or a program, who may order for any table; null for a guest.</param>
internal sealed record Guest(RestaurantId Restaurant, long? TableId, StaffMember? Staff);
