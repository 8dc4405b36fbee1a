using Microsoft.AspNetCore.Http;
using Seaworthy.Identity.ApiKeys;

namespace Seaworthy.Identity;

/// <summary>Where a request shows that it wants to be somebody's.</summary>
internal static class Credentials
{

    public static bool AreIn(HttpContext context)
    {
        var headers = context.Request.Headers;
        return AreSent(headers) || headers.Cookie.Count > 0
            || context.Connection.ClientCertificate is not null;
    }

    /// <summary>Those that the layer's own schemes look at.</summary>
    public static bool AreSent(IHeaderDictionary headers) => headers.Authorization.Count > 0 || headers.ContainsKey(ApiKeyText.Header);
}
