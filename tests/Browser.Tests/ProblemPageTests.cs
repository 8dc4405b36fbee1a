using Microsoft.Playwright;
using Seaworthy.Browser.Tests.Support;

namespace Seaworthy.Browser.Tests;

[Collection(Sites.Name)]
[Trait("Server", "Chromium")]
[Trait("Requirement", "R42")]
public sealed class ProblemPageTests(Site site)
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(320, ColorScheme.Dark)]
    public async Task The_page_of_a_problem_type_is_for_everybody(int width, ColorScheme colours)
    {
        await using var visit = await site.VisitAsync("/problems/not-found", width, colours: colours);

        (await visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).ShouldBe("There is no such resource");
        (await visit.Page.TitleAsync()).ShouldNotBeEmpty();
        (await visit.OverflowAsync()).ShouldBeEmpty();
        (await visit.BarriersAsync()).ShouldBeEmpty();
        visit.Requests.Where(request => request.Scheme != "data" && request.Authority != site.App.Address.Authority).ShouldBeEmpty();
        visit.Complaints.ShouldBeEmpty();
    }
}
