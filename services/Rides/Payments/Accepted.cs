using Microsoft.AspNetCore.Http;

namespace Seaworthy.Rides.Payments;

/// <summary>202 with how something stands now, and where to ask what becomes of it.</summary>
internal sealed class Accepted(IResult shown, string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        (httpContext.Response.StatusCode, httpContext.Response.Headers.Location) = (StatusCodes.Status202Accepted, address);
        return shown.ExecuteAsync(httpContext);
    }
}
