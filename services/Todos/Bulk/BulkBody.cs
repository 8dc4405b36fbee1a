using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Seaworthy.Api.Problems;
using Seaworthy.Validation;

namespace Seaworthy.Todos.Bulk;

/// <summary>The body of <c>bulk-process</c>: as any other, or none at all, which is the document's own call.</summary>
/// <param name="Value">What is wanted; null where there is a problem.</param>
/// <param name="Problem">What is wrong with it; null where there is nothing.</param>
internal sealed record BulkBody(NewBulk? Value, Problem? Problem) : IEndpointParameterMetadataProvider
{
    public static async ValueTask<BulkBody> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var request = context.Request;
        if (request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0 && string.IsNullOrEmpty(request.ContentType))
        {
            return new(new NewBulk(BulkAction.Review), null);
        }

        var body = (await Body<NewBulk>.BindAsync(context, parameter))!;
        return body.Problem is null ? new(body.Value, null) : new(null, body.Problem);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => Body<NewBulk>.PopulateMetadata(parameter, builder);
}
