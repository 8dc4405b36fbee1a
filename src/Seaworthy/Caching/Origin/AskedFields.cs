using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Seaworthy.Caching.Origin;

/// <summary>
/// Fields of a request that are between its caller and the cache: what the caller has, and which codings it takes. The other server is asked for the whole, plain answer, or
/// whether the one that is kept still holds.
/// </summary>
internal sealed class AskedFields(IHeaderDictionary headers)
{
    private readonly (StringValues Encoding, StringValues Match, StringValues Since) _asked = (headers.AcceptEncoding, headers.IfNoneMatch, headers.IfModifiedSince);

    public void Take(OriginHead? old)
    {
        headers.AcceptEncoding = StringValues.Empty;
        headers.IfNoneMatch = old?.OwnTag ?? StringValues.Empty;
        headers.IfModifiedSince = old?.LastModified ?? StringValues.Empty;
    }

    public void GiveBack() => (headers.AcceptEncoding, headers.IfNoneMatch, headers.IfModifiedSince) = _asked;
}
