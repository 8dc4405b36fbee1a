using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Seaworthy.Cafe.Data;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity;

namespace Seaworthy.Cafe.Staff;

/// <summary>Who of the staff calls, by the signed-in e-mail. The table says where somebody works and as what, whatever a token says.</summary>
internal sealed class StaffTable(DevelopmentSignIn signIn, Session<CafeDb> session)
{
    private readonly Lazy<string> _byEmail = new(() =>
        $"select id, restaurant_id, email, role from {session.TableOf<User>()} where email = $1 and is_active");

    /// <summary>The e-mail that the caller is signed in with; null for a stranger.</summary>
    public string? EmailOf(HttpContext context) =>
        signIn.UserOf(context) is { } user ? (user.FindFirst("email") ?? user.FindFirst(ClaimTypes.Email))?.Value.ToLowerInvariant() : null;

    /// <summary>Null for a stranger and for who works nowhere. Asked several times of a request and read once.</summary>
    public async ValueTask<StaffMember?> FindAsync(HttpContext context)
    {
        if (EmailOf(context) is not { } email)
        {
            return null;
        }

        if (context.Features.Get<StaffMember>() is { } known && known.Email == email)
        {
            return known;
        }

        var found = await session.AllTenants().ReadAsync(
            new(_byEmail.Value, email), row => new StaffMember(row.GetInt64(0), new(row.GetInt64(1)), row.GetString(2), row.GetString(3)), context.RequestAborted);
        var member = found is [var one] ? one : null;
        context.Features.Set(member);
        return member;
    }
}
