using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Cli;
using Seaworthy.Cli.Hosting;

namespace Seaworthy.Tests.Cli;

public sealed class ExplainTests
{
    private const string Page = "docs/pipeline.md";
    private const string Start = "<!-- seaworthy explain --pipeline -->\n```text\n";

    [Fact]
    public async Task The_page_about_the_pipeline_holds_what_the_tool_prints()
    {
        await using var app = TestApp.Build(builder => builder.AddSeaworthy(), app => app.UseSeaworthy());
        var printed = string.Join('\n', new PipelinePage(app.Services.GetRequiredService<RequestPipeline>()).Lines());
        var page = await File.ReadAllTextAsync(Repository.Path(Page));
        var from = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        var to = page.IndexOf("```", from, StringComparison.Ordinal);

        Repository.ShouldHold(Page, $"{page[..from]}{printed}\n{page[to..]}");
    }

    [Theory]
    [InlineData("/health/ready", EndpointKind.Ordinary)]
    [InlineData("/metrics", EndpointKind.Ordinary)]
    [InlineData("/nothing", EndpointKind.Unknown)]
    public async Task What_the_layer_brings_is_explained_too(string path, EndpointKind kind)
    {
        await using var app = TestApp.Build(builder => builder.AddSeaworthy(), app => app.UseSeaworthy());

        var plan = await PlanOfPath.FindAsync(app, "GET", path);

        plan.Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task The_table_of_all_places_names_every_stage_that_is_there()
    {
        await using var app = TestApp.Build(builder => builder.AddSeaworthy(), app => app.UseSeaworthy());
        var rows = (await File.ReadAllLinesAsync(Repository.Path(Page))).Where(line => line.EndsWith("| there |")).Select(line => line.Split('|')[2].Trim());

        app.Services.GetRequiredService<RequestPipeline>().Entries.Select(entry => entry.Name).ShouldBe(rows);
    }
}
