using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Seaworthy.Validation;

namespace Seaworthy.Tests.Validation;

[Trait("Requirement", "R3")]
[Trait("Requirement", "R5")]
public sealed class MalformedBodyTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async Task InitializeAsync() => _app = await TestApp.StartAsync(app =>
    {
        app.MapPost("/anything", (Body<Anything> body) => body.Value);
        app.MapPost("/small", (Body<Anything> body) => body.Value).WithBodyLimit(20);
        app.MapPost("/careless", async (HttpContext context) =>
            (await Body<Anything>.BindAsync(context, null!))!.Value);
    });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("{\"flag\":tru}", "look at line 1, byte")]
    [InlineData("{\"flag\":true,}", "look at line 1")]
    [InlineData("{\n\"flag\":true}}", "look at line 2")]
    [InlineData("{\"flag\":true} {}", "look at line 1")]
    [InlineData("", "empty")]
    [InlineData("  \n", "empty")]
    [InlineData("{\"flag\":true,\n \"flag\":false}", "'flag' stands twice in one object, line 2, byte 2")]
    [InlineData("{\"extra\":[{\"a\":1,\"\\u0061\":2}]}", "'a' stands twice")]
    [InlineData("{\"\\ud800\":1}", "half a surrogate pair, line 1, byte 2")]
    [InlineData("{\"code\":\"a\tb\"}", "look at line 1")]
    public async Task A_body_that_is_not_json_is_refused_with_its_place(string body, string says)
    {
        using var response = await _app.PostJsonAsync("/anything", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await response.JsonAsync();
        problem.GetProperty("type").GetString().ShouldBe("/problems/malformed-body");
        problem.GetProperty("detail").GetString()!.ShouldContain(says);
    }

    [Theory]
    [InlineData(32, HttpStatusCode.OK)]
    [InlineData(33, HttpStatusCode.BadRequest)]
    [InlineData(200, HttpStatusCode.BadRequest)]
    [InlineData(50_000, HttpStatusCode.BadRequest)]
    public async Task Depth_has_a_bound(int depth, HttpStatusCode status)
    {
        var lists = depth - 1;
        using var response = await _app.PostJsonAsync("/anything", $"{{\"extra\":{new string('[', lists)}{new string(']', lists)}}}");

        response.StatusCode.ShouldBe(status);
        if (status != HttpStatusCode.OK)
        {
            (await response.Content.ReadAsStringAsync()).ShouldContain("deeper than 32");
        }
    }

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xFF, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0 })]
    public async Task Bytes_that_are_no_utf8_are_refused(byte[] body)
    {
        using var response = await _app.PostBytesAsync("/anything", body, "application/json");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("not UTF-8");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=latin1")]
    [InlineData(null)]
    public async Task Another_type_is_refused(string? type)
    {
        using var response = await _app.PostBytesAsync("/anything", "{}"u8.ToArray(), type);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await response.JsonAsync()).GetProperty("detail").GetString()!.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("Application/JSON")]
    public async Task Json_in_utf8_is_taken_however_it_is_spelt(string type)
    {
        using var response = await _app.PostBytesAsync("/anything", [0xEF, 0xBB, 0xBF, .. "{}"u8], type);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_compressed_body_is_refused_with_what_is_taken()
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        using var response = await _app.Client.PostAsync("/anything", content);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        response.Headers.GetValues("Accept-Encoding").ShouldBe(["identity"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused_whether_its_length_is_told_or_not(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/small")
        {
            Content = new StringContent($"{{\"code\":\"{new string('A', 300)}\"}}", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await _app.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await response.Content.ReadAsStringAsync()).ShouldContain("20");
    }

    [Fact]
    public async Task Ten_megabytes_are_read_or_refused_but_never_fail()
    {
        using var response = await _app.PostJsonAsync("/anything", $"{{\"code\":\"{new string('x', 10_000_000)}\"}}");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync()).Length.ShouldBeLessThan(2_000);
    }

    [Fact]
    public async Task Code_that_takes_the_value_without_asking_is_answered_with_the_problem()
    {
        using var response = await _app.PostJsonAsync("/careless", """{"flag":1}""");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.FaultsAsync()).ShouldBe(["#/flag must be true or false, is 1"]);
    }
}
