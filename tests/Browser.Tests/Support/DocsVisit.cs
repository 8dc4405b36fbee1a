using Microsoft.Playwright;

namespace Seaworthy.Browser.Tests.Support;

/// <summary>What people do on <c>/docs</c>.</summary>
internal static class DocsVisit
{
    /// <summary>Opens the page and waits until it shows operations.</summary>
    public static async Task<Visit> VisitDocsAsync(
        this Site site, string address = "/docs", int width = 1280, int height = 800, ColorScheme colours = ColorScheme.Light)
    {
        var visit = await site.VisitAsync(address, width, height, colours);
        await visit.Page.Locator("details.operation").First.WaitForAsync();
        return visit;
    }

    /// <summary>Chooses a document by service and version: <c>grocery/v2</c>.</summary>
    public static async Task ChooseAsync(this Visit visit, string document)
    {
        if (await visit.Page.GetByLabel("Version").InputValueAsync() == document)
        {
            return;
        }

        await visit.Page.GetByLabel("Version").SelectOptionAsync(document);
        await Assertions.Expect(visit.Page.Locator("#source")).ToHaveAttributeAsync("href", $"/{document.Replace("/", "/openapi/", StringComparison.Ordinal)}.json");
    }

    /// <summary>Opens the card of an operation.</summary>
    public static async Task<ILocator> OpenAsync(this Visit visit, string method, string path)
    {
        var card = visit.Page.Locator("details.operation").Filter(new() { Has = visit.Page.Locator($"css=summary:has(.method:text-is('{method}')):has(.path:text-is('{path}'))") });
        await card.Locator("> summary").ClickAsync();
        return card;
    }

    /// <summary>Sends what stands in a card's form and waits for the answer's status line.</summary>
    public static async Task<string> SendAsync(this ILocator card)
    {
        await card.GetByRole(AriaRole.Button, new() { NameRegex = new("^Send") }).ClickAsync();
        var status = card.Locator("[aria-live] .status");
        await status.WaitForAsync();
        return await status.InnerTextAsync();
    }

    /// <summary>The answer's body as it is shown.</summary>
    public static Task<string> AnswerAsync(this ILocator card) => card.Locator("[aria-live] > pre").InnerTextAsync();

    /// <summary>Opens every card, and every answer inside, so that all there is can be looked at.</summary>
    public static async Task OpenAllAsync(this Visit visit)
    {
        await visit.Page.EvaluateAsync("() => document.querySelectorAll('details.operation').forEach(card => { card.open = true; })");
        await Assertions.Expect(visit.Page.Locator("details.operation:not(:has(form))")).ToHaveCountAsync(0);
        await visit.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(card => { card.open = true; })");
    }
}
