using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Seaworthy.Api.OpenApi;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>What the OpenAPI document says of the endpoints that show, store and change one row.</summary>
internal sealed class ItemDescription<TRow>(ListDefinition<TRow, TRow> definition, string resource, bool hasVersion, ItemFrame frame)
    where TRow : class
{
    private JsonNode Schema => frame.Schema(ListDescription.Row(definition));

    private ParameterDescription Id => ListDescription.Id(definition, resource);

    public OperationDescription Show() => ListDescription.Item(definition, resource) with { ResponseSchema = Schema };

    public OperationDescription Create(string summary) =>
        new(summary) { Status = StatusCodes.Status201Created, ResponseSchema = Schema };

    public OperationDescription Step(string summary) => new(summary) { Parameters = [Id], ResponseSchema = Schema, Errors = [404] };

    public OperationDescription Change(string summary)
    {
        var version = new ParameterDescription("If-Match", "string", "The ETag of the version that was read.") { In = "header", Required = true };
        return Step(summary) with { Parameters = [Id, version], Errors = [404, 412, 428] };
    }

    public OperationDescription Remove(string summary)
    {
        var version = new ParameterDescription("If-Match", "string", "The ETag of the version that was read; left out, any version is taken away.") { In = "header" };
        return new(summary)
        {
            Status = StatusCodes.Status204NoContent,
            Parameters = hasVersion ? [Id, version] : [Id],
            Errors = hasVersion ? [404, 412] : [404],
        };
    }
}
