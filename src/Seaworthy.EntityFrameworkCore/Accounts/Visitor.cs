using Microsoft.AspNetCore.Http;
using Seaworthy.Validation;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>From where somebody comes, as his list of sessions shows it to him.</summary>
internal readonly record struct Visitor(string? Address, string? UserAgent)
{
    private const int MostChars = 200;

    public static Visitor Of(HttpContext context)
    {
        var agent = Storable.Of(string.Concat(context.Request.Headers.UserAgent.ToString().Where(c => !char.IsControl(c))), MostChars);
        var address = context.Features.Get<RequestRecord>()?.Client ?? context.Connection.RemoteIpAddress;
        return new(address?.ToString(), agent.Length == 0 ? null : agent);
    }
}
