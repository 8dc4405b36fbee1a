using Microsoft.AspNetCore.Http;

namespace Seaworthy.Identity;

/// <summary>Where a request shows that it wants to be somebody's.</summary>
internal static class Credentials
{
    private const string KeyOfApiKeys = "X-Api-Key";

    public static bool AreIn(HttpContext context)
    {
        var headers = context.Request.Headers;
        return headers.Authorization.Count > 0 || headers.Cookie.Count > 0 || headers.ContainsKey(KeyOfApiKeys)
            || context.Connection.ClientCertificate is not null;
    }
}
