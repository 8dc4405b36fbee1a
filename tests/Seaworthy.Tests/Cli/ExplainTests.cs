using Microsoft.AspNetCore.Builder;
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
    [Trait("Requirement", "R1")]
    public async Task The_limits_of_an_endpoint_have_their_numbers_their_cost_and_who_set_them()
    {
        (await ExplainAsync("/report", ("Seaworthy:RateLimiting:Policies:orders", "10/60s per subject"))).ShouldBe(
        [
            "limit address | 1000000/second per address | RateLimiting:Address: code",
            "limit orders | 10/minute per subject, costs 5 | RateLimiting:Policies:orders: code",
        ]);
        (await ExplainAsync("/free")).ShouldBe(["limits | none | endpoint"]);
        (await ExplainAsync("/report", ("Seaworthy:RateLimiting:Enabled", "false"))).ShouldBe(["limits | none | RateLimiting:Enabled: code"]);
    }

    [Theory]
    [Trait("Requirement", "R1")]
    [InlineData("Share", "each process counts 1/4 of them")]
    [InlineData("Open", "open")]
    [InlineData("Closed", "closed")]
    public async Task Where_limits_are_shared_it_says_so_and_what_holds_without_Redis(string mode, string says)
    {
        var lines = await ExplainAsync("/items", ("REDIS_URL", "redis://127.0.0.1:1"), ("Seaworthy:RateLimiting:Store", "redis"),
            ("Seaworthy:RateLimiting:WhenAway", mode), ("Seaworthy:RateLimiting:Nodes", "4"));

        lines[^1].ShouldBe($"limits | counted in Redis; without it {says} | RateLimiting:Store: code");
    }

    [Fact]
    [Trait("Requirement", "R11")]
    [Trait("Requirement", "R12")]
    public async Task Who_must_sign_and_from_where_is_told_with_what_holds_without_Redis()
    {
        (await ExplainAsync("/admin")).Where(line => line.StartsWith("signature", StringComparison.Ordinal) || line.StartsWith("networks", StringComparison.Ordinal)).ShouldBe(
        [
            "networks | 127.0.0.0/8, ::1/128 | Admin:Networks: default",
            "signature | within 300 s, once: this process knows what was here | endpoint",
        ]);
        (await ExplainAsync("/admin", ("REDIS_URL", "redis://127.0.0.1:1"))).ShouldContain("signature | within 300 s, once: Redis knows what was here; without it 503 | endpoint");
        (await ExplainAsync("/items")).ShouldNotContain(line => line.StartsWith("signature", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> ExplainAsync(string path, params (string, string)[] settings)
    {
        await using var app = TestApp.Build(
            builder => builder.AddSeaworthy(),
            app =>
            {
                app.UseSeaworthy();
                app.MapGet("/items", () => "ok");
                app.MapGet("/report", () => "ok").RequireLimit("orders", cost: 5);
                app.MapGet("/free", () => "ok").WithoutLimit();
                app.MapGet("/admin", () => "ok").RequireNetwork().RequireSignature();
            },
            [.. settings.Append(("Seaworthy:RateLimiting:Policies:orders", "100/minute")).Append(("Seaworthy:Signatures:Keys:partner", "b5f3d1c7a9e8064f2b1d3c5a7e9f8061")).DistinctBy(setting => setting.Item1)]);
        using var printed = new StringWriter();
        var plan = await PlanOfPath.FindAsync(app, "GET", path);
        new PlanPage(plan, app.Services.GetRequiredService<SeaworthyBuilder>(), app.Services.GetRequiredService<RequestPipeline>())
            .Print(new Terminal(printed, TextWriter.Null, colours: false, livesInPlace: false), $"GET {path}", json: false);
        string[] told = ["  limit", "  networks", "  signature"];
        return [.. printed.ToString().Split('\n').Where(line => told.Any(start => line.StartsWith(start, StringComparison.Ordinal)))
            .Select(line => string.Join(" | ", line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))];
    }

    [Fact]
    public async Task The_table_of_all_places_names_every_stage_that_is_there()
    {
        await using var app = TestApp.Build(builder => builder.AddSeaworthy(), app => app.UseSeaworthy());
        var rows = (await File.ReadAllLinesAsync(Repository.Path(Page))).Where(line => line.EndsWith("| there |")).Select(line => line.Split('|')[2].Trim());

        app.Services.GetRequiredService<RequestPipeline>().Entries.Select(entry => entry.Name).ShouldBe(rows);
    }
}
