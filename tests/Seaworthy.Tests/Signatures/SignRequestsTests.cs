using System.Net;
using System.Net.Http.Headers;
using Seaworthy.Signatures;

namespace Seaworthy.Tests.Signatures;

[Trait("Requirement", "R11")]
public sealed class SignRequestsTests : IAsyncLifetime
{
    private SigningApp _app = null!;

    public async Task InitializeAsync() => _app = await SigningApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("GET", "/pay/7", null)]
    [InlineData("GET", "/pay/caf\u00e9?name=Zo\u00eb&empty=", null)]
    [InlineData("POST", "/pay/7?a=1", "{\"amount\":1250}")]
    [InlineData("POST", "/pay/7", "")]
    [InlineData("DELETE", "", null)]
    public async Task What_it_signs_is_taken(string method, string target, string? body)
    {
        using var client = Client(SignedCall.Secret);
        using var request = new HttpRequestMessage(new HttpMethod(method), target) { Content = body is null ? null : new StringContent(body) };

        using var response = await client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe($"partner: {body}");
    }

    [Fact]
    public async Task A_body_that_is_written_as_it_goes_is_signed_as_it_will_be_sent()
    {
        using var client = Client(SignedCall.Secret);
        using var content = new StreamContent(new MemoryStream([1, 2, 3]));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");

        using var response = await client.PostAsync("/upload", content);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Each_attempt_is_signed_anew()
    {
        using var client = new HttpClient(new Twice { InnerHandler = Signing(SignedCall.Secret) }) { BaseAddress = _app.App.Address };

        using var response = await client.PostAsync("/pay/7", new StringContent("{}"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_its_secret_is_changed_it_signs_with_both()
    {
        using var client = Client("e0e1e2e3e4e5e6e7e8e9eaebecedeeef", SignedCall.Secret);

        (await client.GetStringAsync("/pay/7")).ShouldBe("partner: ");
    }

    private HttpClient Client(params string[] secrets) => new(Signing(secrets)) { BaseAddress = _app.App.Address };

    private SignRequests Signing(params string[] secrets) => new("partner", secrets) { Time = _app.Time, InnerHandler = new SocketsHttpHandler() };

    /// <summary>Sends all twice, as whoever tries again does.</summary>
    private sealed class Twice : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var first = await base.SendAsync(request, cancellationToken);
            first.StatusCode.ShouldBe(HttpStatusCode.OK);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
