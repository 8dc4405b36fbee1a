using Microsoft.AspNetCore.Builder;

namespace Seaworthy.Tests.Observability;

[Trait("Requirement", "R53")]
public sealed class RequestIdTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async Task InitializeAsync() => _app = await TestApp.StartAsync(app =>
    {
        app.MapGet("/works", () => "ok");
        app.MapGet("/fails", string () => throw new InvalidOperationException());
    });

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("/works")]
    [InlineData("/fails")]
    [InlineData("/nothing")]
    public async Task A_well_formed_id_is_kept_and_echoed_on_every_answer(string path)
    {
        var id = new string('a', 120) + ".-_09AZx";
        (await AnsweredAsync(path, id)).Id.ShouldBe(id);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("semi;colon")]
    [InlineData("ümlaut")]
    [InlineData("")]
    [InlineData("129")]
    public async Task Any_other_id_is_replaced_by_a_new_uuid(string id)
    {
        id = id == "129" ? new string('a', 129) : id;
        var (answered, _) = await AnsweredAsync("/works", id);
        Guid.TryParse(answered, out var uuid).ShouldBeTrue(answered);
        uuid.Version.ShouldBe(4);
    }

    [Fact]
    public async Task Two_requests_have_two_ids()
    {
        var (first, _) = await AnsweredAsync("/works", null);
        var (second, _) = await AnsweredAsync("/works", null);
        first.ShouldNotBe(second);
    }

    [Fact]
    public async Task The_answer_says_how_long_it_took() =>
        (await AnsweredAsync("/works", null)).Time.ShouldMatch(@"^\d+\.\d{3}s$");

    private async Task<(string Id, string Time)> AnsweredAsync(string path, string? id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (id is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Request-ID", id).ShouldBeTrue();
        }

        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 });
        request.RequestUri = new Uri(_app.Address, path);
        using var response = await client.SendAsync(request);
        return (response.Headers.GetValues("X-Request-ID").Single(), response.Headers.GetValues("X-Response-Time").Single());
    }
}
