using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Seaworthy.Tests.Docs;

public sealed class TourTests
{
    [Fact]
    public async Task It_meets_the_stages_in_the_pipelines_order()
    {
        await using var app = TestApp.Build(builder => builder.AddSeaworthy(), app => app.UseSeaworthy());
        var tour = await File.ReadAllTextAsync(Repository.Path("docs/tour.md"));
        var stages = tour[tour.IndexOf("| stage |", StringComparison.Ordinal)..tour.IndexOf("## The endpoint", StringComparison.Ordinal)];

        Regex.Matches(stages, @"^\| (\w+) \| (?:\[|ASP)", RegexOptions.Multiline).Select(row => row.Groups[1].Value)
            .ShouldBe(app.Services.GetRequiredService<RequestPipeline>().Entries.Select(entry => entry.Name));
    }
}
