using Microsoft.Playwright;
using Seaworthy.Browser.Tests.Support;

namespace Seaworthy.Browser.Tests;

[Collection(Sites.Name)]
[Trait("Server", "Chromium")]
[Trait("Requirement", "R49")]
public sealed class DocsCredentialsTests(Site site)
{
    [Fact]
    public async Task A_token_is_asked_for_only_where_the_document_has_security_schemes()
    {
        await using var visit = await site.VisitDocsAsync("/noticeboard/docs");
        await Assertions.Expect(visit.Page.Locator("#credentials")).ToBeHiddenAsync();

        await using var library = await site.VisitDocsAsync("/library/docs");
        await Assertions.Expect(library.Page.GetByLabel("Bearer")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_token_opens_the_operations_that_ask_for_it_and_goes_to_no_other()
    {
        await using var visit = await site.VisitDocsAsync("/library/docs");
        var sent = new Dictionary<string, string>();
        visit.Page.Request += (_, request) => sent[new Uri(request.Url).AbsolutePath] = request.Headers.GetValueOrDefault("authorization", "none");
        var books = await visit.OpenAsync("GET", "/library/api/v1/books");
        (await books.SendAsync()).ShouldStartWith("401");

        await visit.Page.GetByLabel("Bearer").FillAsync(Library.Token);
        await books.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(books.Locator("[aria-live] .status")).ToHaveTextAsync("200 OK");
        var hours = await visit.OpenAsync("GET", "/library/api/v1/hours");
        await hours.SendAsync();

        (await books.AnswerAsync()).ShouldContain("ada");
        sent["/library/api/v1/books"].ShouldBe($"Bearer {Library.Token}");
        sent["/library/api/v1/hours"].ShouldBe("none");
    }

    [Fact]
    public async Task A_token_stays_in_the_page_alone()
    {
        await using var visit = await site.VisitDocsAsync("/library/docs");
        await visit.Page.GetByLabel("Bearer").FillAsync(Library.Token);
        await visit.Page.Keyboard.PressAsync("Enter");
        var books = await visit.OpenAsync("GET", "/library/api/v1/books");
        await books.SendAsync();

        (await visit.Page.EvaluateAsync<int>("() => localStorage.length + sessionStorage.length + document.cookie.length")).ShouldBe(0);
        (await visit.Page.InnerTextAsync("body")).ShouldNotContain(Library.Token);
        visit.Page.Url.ShouldNotContain(Library.Token);
        await books.GetByText("As curl").ClickAsync();
        (await books.InnerTextAsync()).ShouldContain("Authorization: Bearer <token>");
        visit.Complaints.ShouldBeEmpty();

        await visit.Page.ReloadAsync();

        await Assertions.Expect(visit.Page.GetByLabel("Bearer")).ToBeEmptyAsync();
    }
}
