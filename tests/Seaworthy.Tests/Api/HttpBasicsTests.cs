using System.Net;
using System.Net.Http.Headers;
using Seaworthy.Tests.Validation;

namespace Seaworthy.Tests.Api;

public sealed class HttpBasicsTests(FiveShops shops) : IClassFixture<FiveShops>
{
    private readonly TestApp _app = shops.App;

    [Theory]
    [InlineData("GET", "/grocery/api/v2/products")]
    [InlineData("GET", "/grocery/api/v2/products/")]
    [InlineData("POST", "/grocery/api/v2/products")]
    [InlineData("POST", "/grocery/api/v2/products/")]
    [Trait("Requirement", "R50")]
    public async Task Both_forms_of_a_path_answer_without_a_redirect(string method, string path)
    {
        using var response = method == "GET"
            ? await _app.Client.GetAsync(path)
            : await _app.PostJsonAsync(path, """{"name":"Tea","price":1,"description":""}""");

        response.StatusCode.ShouldBe(method == "GET" ? HttpStatusCode.OK : HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("/grocery/api/v1/products")]
    [InlineData("/grocery/api/v2/products/7")]
    [InlineData("/grocery/nothing")]
    [Trait("Requirement", "R42")]
    public async Task Head_is_get_without_a_body(string path)
    {
        using var get = await _app.Client.GetAsync(path);
        using var head = await _app.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        head.StatusCode.ShouldBe(get.StatusCode);
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        head.Headers.Select(header => header.Key).Order().ShouldBe(get.Headers.Select(header => header.Key).Where(name => name != "Transfer-Encoding").Order());
    }

    [Fact]
    [Trait("Requirement", "R42")]
    public async Task Options_tells_the_methods_of_a_path()
    {
        using var response = await _app.Client.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/grocery/api/v2/products"));

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Content.Headers.Allow.Order().ShouldBe(["GET", "HEAD", "OPTIONS", "POST"]);
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("PROPFIND")]
    [Trait("Requirement", "R42")]
    public async Task A_method_that_nobody_answers_is_refused_with_the_ones_that_are(string method)
    {
        using var response = await _app.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/grocery/api/v2/products"));

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/png, */*;q=0")]
    [Trait("Requirement", "R42")]
    public async Task Json_is_answered_whatever_is_accepted_and_never_a_page_of_html(string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/grocery/nothing");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await _app.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType.ShouldBe(new MediaTypeHeaderValue("application/problem+json"));
    }

    [Fact]
    [Trait("Requirement", "R42")]
    public async Task A_created_thing_says_where_it_is()
    {
        using var response = await _app.PostJsonAsync("/grocery/api/v2/products", """{"name":"Tea","price":1,"description":""}""");

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.Location!.OriginalString.ShouldBe("/x/Tea");
    }
}
