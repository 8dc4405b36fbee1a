using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Seaworthy.Browser.Tests.Support;

namespace Seaworthy.Browser.Tests;

[Collection(Sites.Name)]
[Trait("Server", "Chromium")]
[Trait("Requirement", "R49")]
public sealed class DocsPageTests(Site site)
{
    [Fact]
    public async Task Every_service_and_every_operation_of_it_is_shown()
    {
        await using var visit = await site.VisitDocsAsync();
        var list = await ReadAsync("/openapi");

        foreach (var entry in list["documents"]!.AsArray())
        {
            await visit.ChooseAsync($"{entry!["service"]}/{entry["version"]}");
            var paths = (await ReadAsync((string)entry["url"]!))["paths"]!.AsObject();
            var expected = paths.SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));
            var cards = visit.Page.Locator("details.operation > summary");
            await Assertions.Expect(cards).ToHaveCountAsync(expected.Count());
            var shown = await cards.EvaluateAllAsync<string[]>("all => all.map(one => `${one.querySelector('.method').textContent} ${one.querySelector('.path').textContent}`)");
            shown.ShouldBe(expected, ignoreOrder: true);
        }

        (await visit.Page.GetByLabel("Version").Locator("option").AllInnerTextsAsync()).ShouldBe(["grocery v1", "grocery v2", "library v1", "noticeboard v1"]);
    }

    [Fact]
    public async Task Trying_the_product_list_sends_the_request_and_shows_the_answer()
    {
        await using var visit = await site.VisitDocsAsync("/grocery/docs");
        var card = await visit.OpenAsync("GET", "/grocery/api/v2/products");
        await card.GetByLabel("limit").FillAsync("2");
        await card.GetByLabel("search").FillAsync("milk");

        (await card.SendAsync()).ShouldBe("200 OK");

        visit.Requests.Select(request => request.PathAndQuery).ShouldContain("/grocery/api/v2/products?search=milk&limit=2");
        var page = JsonNode.Parse(await card.AnswerAsync())!;
        page["items"]!.AsArray().Count.ShouldBe(2);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_input_shows_the_problem_that_the_service_answers()
    {
        await using var visit = await site.VisitDocsAsync("/grocery/docs");
        var card = await visit.OpenAsync("GET", "/grocery/api/v2/products");
        await card.GetByLabel("limit").FillAsync("many");

        var status = await card.SendAsync();

        status.ShouldStartWith("4");
        var problem = JsonNode.Parse(await card.AnswerAsync())!;
        ((int)problem["status"]!).ToString().ShouldBe(status[..3]);
        problem["errors"]![0]!.ToJsonString().ShouldContain("limit");
    }

    [Fact]
    public async Task A_new_product_is_made_from_the_example_in_the_form()
    {
        await using var visit = await site.VisitDocsAsync("/grocery/docs");
        await visit.Page.GetByLabel("Bearer").FillAsync(Library.Token);
        var card = await visit.OpenAsync("POST", "/grocery/api/v2/products");

        (await card.SendAsync()).ShouldBe("201 Created");

        var id = (long)JsonNode.Parse(await card.AnswerAsync())!["id"]!;
        (await site.App.Client.GetAsync(new Uri($"/grocery/api/v2/products/{id}", UriKind.Relative))).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task No_request_leaves_the_origin_and_the_policy_forbids_it()
    {
        await using var visit = await site.VisitDocsAsync();
        await visit.OpenAllAsync();
        visit.Requests.Count().ShouldBeGreaterThan(5);
        visit.Requests.Where(request => request.Scheme != "data" && request.Authority != site.App.Address.Authority).ShouldBeEmpty();

        var refused = await visit.Page.EvaluateAsync<string>("""
            () => new Promise(tell => {
              addEventListener('securitypolicyviolation', violation => tell(violation.effectiveDirective));
              fetch('http://127.0.0.2:9/').then(() => tell('answered'), () => {});
            })
            """);

        refused.ShouldBe("connect-src");
    }

    [Fact]
    public async Task The_console_stays_empty_while_every_operation_is_opened_and_searched()
    {
        await using var visit = await site.VisitDocsAsync();
        foreach (var document in (string[])["library/v1", "grocery/v1", "grocery/v2"])
        {
            await visit.ChooseAsync(document);
            await visit.OpenAllAsync();
        }

        await visit.Page.GetByRole(AriaRole.Searchbox).FillAsync("no such words");
        await visit.Page.GetByText("Nothing here has these words.").WaitForAsync();

        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_address_of_an_open_operation_opens_it_for_somebody_else()
    {
        await using var visit = await site.VisitDocsAsync();
        await visit.ChooseAsync("library/v1");
        await visit.OpenAsync("GET", "/library/api/v1/hours");

        // The browser tells the page a moment later that it is open.
        await visit.Page.WaitForFunctionAsync("() => location.hash.split('/').length > 2");
        await using var other = await site.VisitDocsAsync(new Uri(visit.Page.Url).PathAndQuery + new Uri(visit.Page.Url).Fragment);

        await Assertions.Expect(other.Page.Locator("details.operation[open] .path")).ToHaveTextAsync("/library/api/v1/hours");
    }

    private async Task<JsonNode> ReadAsync(string path) => (await site.App.Client.GetFromJsonAsync<JsonNode>(new Uri(path, UriKind.Relative)))!;
}
