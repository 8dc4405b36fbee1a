using Microsoft.AspNetCore.Http;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>201 with a row that is at hand, as its GET will show it.</summary>
internal sealed class NewRow<TRow>(
    ListDefinition<TRow, TRow> definition, ListField? version, PageBuffers buffers, ItemFrame frame, TRow row, string location) : IResult
    where TRow : class
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var page = buffers.Get();
        try
        {
            frame.Open(page.Json);
            RowJson.Write(page.Json, definition.Fields, row);
            foreach (var child in definition.Children)
            {
                child.Write(page.Json, row);
            }

            frame.Close(page.Json);
            response.StatusCode = StatusCodes.Status201Created;
            response.Headers.Location = location;
            if (version is not null)
            {
                response.Headers.ETag = EntityTag.Of((long)version.Of(row)!);
            }

            page.Send(response);
            return Task.CompletedTask;
        }
        finally
        {
            buffers.Return(page);
        }
    }
}
