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
        document.Info = new OpenApiInfo { Title = service.Title, Version = version };

        // Relative, so that the document is the same behind every host name and proxy.
        document.Servers = [new OpenApiServer { Url = "/" }];
        GroupByWhatTheyAreAbout(document);
        ErrorSchema.AddTo(document, service);
        SchemaExamples.Fill(document);
    }

    // The generator groups by the name of the program, which tells a reader nothing.
    private static void GroupByWhatTheyAreAbout(OpenApiDocument document)
    {
        var names = document.Paths.Keys.Select(NameOf).Distinct().Order(StringComparer.Ordinal);
        document.Tags = new HashSet<OpenApiTag>(names.Select(tag => new OpenApiTag { Name = tag }));
        foreach (var (path, item) in document.Paths)
        {
            foreach (var operation in item.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>())
            {
                operation.Tags = new HashSet<OpenApiTagReference> { new(NameOf(path), document) };
            }
        }
    }

    // products of /grocery/api/v2/products/{id}: what stands after the version, else the last word.
    private static string NameOf(string path)
    {
        var words = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(word => word[0] != '{').ToList();
        var after = words.FindLastIndex(word => word == "api" || ApiVersion.All.Contains(word)) + 1;
        return after > 0 && after < words.Count ? words[after] : words.LastOrDefault() ?? "root";
    }
}
