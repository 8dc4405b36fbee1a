using Microsoft.Playwright;
using Seaworthy.Browser.Tests.Support;

namespace Seaworthy.Browser.Tests;

/// <summary><c>/docs</c> for everybody: by keyboard, on a phone, in the dark, read aloud.</summary>
[Collection(Sites.Name)]
[Trait("Server", "Chromium")]
[Trait("Requirement", "R49")]
public sealed class DocsAccessTests(Site site)
{
    [Fact]
    public async Task An_operation_is_found_opened_and_sent_by_keyboard_alone()
    {
        await using var visit = await site.VisitDocsAsync("/grocery/docs");
        var keys = visit.Page.Keyboard;

        await keys.PressAsync("/");
        await keys.TypeAsync("get v2/products Products");
        await TabToAsync(visit, "summary:has-text('/grocery/api/v2/products')");
        await keys.PressAsync("Enter");
        await TabToAsync(visit, "[name='query:limit']");
        await keys.TypeAsync("2");
        await TabToAsync(visit, "button:has-text('Send')");
        await keys.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator("[aria-live] .status")).ToHaveTextAsync("200 OK");
        visit.Requests.ShouldContain(request => request.Query == "?limit=2");
    }

    [Fact]
    public async Task The_first_tab_offers_to_skip_to_the_operations()
    {
        await using var visit = await site.VisitDocsAsync();

        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Page.Locator("a.skip")).ToBeFocusedAsync();
        await Assertions.Expect(visit.Page.Locator("a.skip")).ToBeInViewportAsync();
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator("main")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task What_has_the_focus_is_never_under_the_header(int width)
    {
        await using var visit = await site.VisitDocsAsync("/grocery/docs", width, height: 300);
        var last = visit.Page.Locator("details.operation > summary").Last;
        await last.FocusAsync();

        foreach (var _ in Enumerable.Range(0, await visit.Page.Locator("details.operation").CountAsync() - 1))
        {
            await visit.Page.Keyboard.PressAsync("Shift+Tab");
            (await visit.Page.EvaluateAsync<bool>("""
                () => document.querySelector('header').getBoundingClientRect().bottom <= document.activeElement.getBoundingClientRect().top
                """)).ShouldBeTrue(await visit.Page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        }
    }

    [Fact]
    public async Task Light_and_dark_follow_the_reader()
    {
        const string Ground = "() => getComputedStyle(document.body).backgroundColor";
        await using var light = await site.VisitDocsAsync();
        await using var dark = await site.VisitDocsAsync(colours: ColorScheme.Dark);

        (await light.Page.EvaluateAsync<string>(Ground)).ShouldBe("rgb(247, 248, 250)");
        (await dark.Page.EvaluateAsync<string>(Ground)).ShouldBe("rgb(20, 23, 28)");
    }

    [Theory]
    [InlineData("grocery/v1", 320)]
    [InlineData("grocery/v2", 320)]
    [InlineData("library/v1", 320)]
    [InlineData("grocery/v2", 768)]
    public async Task Nothing_reaches_over_the_edge(string document, int width)
    {
        await using var visit = await site.VisitDocsAsync(width: width);
        await visit.ChooseAsync(document);
        await visit.OpenAllAsync();

        (await visit.OverflowAsync()).ShouldBeEmpty();
        (await visit.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
    }

    [Theory]
    [InlineData("grocery/v1", "GET", "/grocery/api/v1/products", ColorScheme.Light)]
    [InlineData("grocery/v2", "GET", "/grocery/api/v2/products", ColorScheme.Dark)]
    [InlineData("grocery/v2", "POST", "/grocery/api/v2/products", ColorScheme.Light)]
    [InlineData("library/v1", "GET", "/library/api/v1/books", ColorScheme.Dark)]
    public async Task Nobody_meets_a_barrier(string document, string method, string path, ColorScheme colours)
    {
        await using var visit = await site.VisitDocsAsync(colours: colours);
        await visit.ChooseAsync(document);
        (await visit.BarriersAsync()).ShouldBeEmpty();

        var card = await visit.OpenAsync(method, path);
        await card.SendAsync();
        await card.Locator("details > summary").First.ClickAsync();

        (await visit.BarriersAsync()).ShouldBeEmpty();
    }

    // Nobody tabs through more than this to reach what stands next.
    private static async Task TabToAsync(Visit visit, string selector)
    {
        for (var presses = 0; presses < 40; presses++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            if (await visit.Page.Locator($"css={selector}:focus").CountAsync() > 0)
            {
                return;
            }
        }

        throw new ShouldAssertException($"{selector} is not reached with Tab");
    }
}
