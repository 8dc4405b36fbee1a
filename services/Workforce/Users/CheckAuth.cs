using Microsoft.AspNetCore.Http;

namespace Seaworthy.Workforce.Users;

/// <summary>Says who is signed in, in the document's own shape and not in the envelope; 401 for a stranger (R10).</summary>
internal sealed class CheckAuth(Callers callers)
{
    public async Task<IResult> HandleAsync(HttpContext context)
    {
        if (callers.EmailOf(context) is not { } email)
        {
            return callers.Nobody(context);
        }

        var known = await callers.OfAsync(email, context.RequestAborted);
        return Results.Ok(new CheckedAuth("Success", new(email, known?.Username ?? email.Split('@')[0])));
    }
}

/// <summary>Its answer.</summary>
/// <param name="Status"><c>Success</c>, with the document's capital.</param>
/// <param name="Data">Who it is.</param>
internal sealed record CheckedAuth(string Status, SignedIn Data);

/// <summary>Who is signed in.</summary>
/// <param name="Email">The token's.</param>
/// <param name="Username">The company's name for the user; the first part of the e-mail for who is in no company.</param>
internal sealed record SignedIn(string Email, string Username);
