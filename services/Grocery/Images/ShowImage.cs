using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Seaworthy.Api.Problems;

namespace Seaworthy.Grocery.Images;

/// <summary>
/// A stored image as a browser may show it and as nothing else: of the type that was found in it, without scripts whatever it
/// holds. A name never changes its bytes, so whoever has it keeps it for a year.
/// </summary>
internal sealed class ShowImage(ImageFolder folder)
{
    public async Task HandleAsync(string name, HttpContext context)
    {
        var response = context.Response;
        if (ImageName.Parse(name) is not { } image || folder.Open(image) is not { } file)
        {
            await Problem.Of(ProblemTypes.NotFound, "There is no image of that name.").ExecuteAsync(context);
            return;
        }

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.ContentDisposition = "inline";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin"; // a shop's pages stand at another origin
        await Results.Stream(file, image.Type.MediaType, entityTag: new EntityTagHeaderValue($"\"{image.Text}\""), enableRangeProcessing: true)
            .ExecuteAsync(context);
        if (response.StatusCode >= StatusCodes.Status400BadRequest)
        {
            // A range beyond the end, refused without a body: what stands in for one is a problem and no image.
            (response.ContentType, response.ContentLength) = (null, null);
        }
    }
}
