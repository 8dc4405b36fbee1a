using Microsoft.AspNetCore.Http;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>What somebody gets who signs in, or comes back.</summary>
/// <param name="Token">The access token.</param>
/// <param name="TokenType"><c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds until it expires.</param>
/// <param name="RefreshToken">Gives the next one, once.</param>
/// <param name="User">Who it is.</param>
internal sealed record SignedIn(string Token, string TokenType, long ExpiresIn, string RefreshToken, AccountView User)
{
    /// <summary>The answer: nobody on its way may keep it (RFC 6749, section 5.1).</summary>
    public IResult Answer(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Ok(this);
    }
}
