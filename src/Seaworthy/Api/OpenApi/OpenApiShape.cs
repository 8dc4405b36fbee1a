using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Seaworthy.Hosting;

namespace Seaworthy.Api.OpenApi;

/// <summary>How a document of ours differs from what the generator makes by itself.</summary>
internal sealed class OpenApiShape(string name, string version, ServiceProfiles services)
{
    public void Apply(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = operation => ApiDocument.Includes(operation, name, services);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            SchemaRules.Apply(schema, context);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(Operations.DescribeAsync);
        options.AddDocumentTransformer((document, _, _) =>
        {
            Finish(document);
            return Task.CompletedTask;
        });
    }

    private void Finish(OpenApiDocument document)
    {
        var service = services.All.Append(services.Root).First(found => ApiDocument.NameOf(found.Prefix, version) == name);
        document.Info = new OpenApiInfo { Title = service.Name, Version = version };

        // Relative, so that the document is the same behind every host name and proxy.
        document.Servers = [new OpenApiServer { Url = "/" }];
        ErrorSchema.AddTo(document, service);
        SchemaExamples.Fill(document);
    }
}
