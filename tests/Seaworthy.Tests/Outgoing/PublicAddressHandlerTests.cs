using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Seaworthy.Outgoing;

namespace Seaworthy.Tests.Outgoing;

/// <summary>127.0.0.1 stands for the internet here, by the setting that lets it be reached, and 127.0.0.2 for what is inside.</summary>
public sealed class PublicAddressHandlerTests : IAsyncLifetime
{
    private readonly Dictionary<string, Queue<string[]>> _names = new()
    {
        ["public.example"] = new([["127.0.0.1"]]),
        ["inside.example"] = new([["127.0.0.2"]]),
        ["both.example"] = new([["127.0.0.1", "127.0.0.2"]]),
        ["changing.example"] = new([["127.0.0.1"], ["127.0.0.2"]]),
        ["nowhere.example"] = new([[]]),
    };

    private readonly List<string> _asked = [];
    private TestApp _app = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _app = await TestApp.StartAsync(app =>
        {
            app.MapGet("/", (HttpContext context) => $"served to {context.Connection.LocalIpAddress}");
            app.Map("/to", (string address) => Results.Redirect(address));
            app.MapGet("/token", (HttpContext context) => $"token: {context.Request.Headers.Authorization}");
            app.MapGet("/circle", () => Results.Redirect("/circle"));
        });
        _client = new HttpClient(new PublicAddressHandler(Allowing("127.0.0.1"), ResolveAsync));
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_public_address_is_fetched() => (await GetAsync("http://public.example")).ShouldBe("served to 127.0.0.1");

    [Theory]
    [InlineData("http://inside.example")]
    [InlineData("http://both.example")]
    [InlineData("http://nowhere.example")]
    [InlineData("http://127.0.0.2")]
    [InlineData("http://0x7f000002")]
    [InlineData("http://2130706434")]
    [InlineData("http://0177.0.0.2")]
    [InlineData("http://[::1]")]
    [InlineData("http://[::ffff:127.0.0.2]")]
    [InlineData("http://0.0.0.0")]
    [InlineData("http://169.254.169.254")]
    [InlineData("https://inside.example")]
    public async Task What_leads_inward_is_not(string address)
    {
        var refused = await Should.ThrowAsync<AddressRefusedException>(() => GetAsync(address));

        refused.Message.ShouldEndWith("does not lead to a public address.");
    }

    [Fact]
    public async Task Nobody_is_told_what_a_name_leads_to_in_here() =>
        (await Should.ThrowAsync<AddressRefusedException>(() => GetAsync("http://inside.example"))).Message.ShouldNotContain("127");

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://public.example/")]
    [InlineData("gopher://public.example/")]
    [InlineData("ws://public.example/")]
    [InlineData("data:text/plain,x")]
    [InlineData("http://ada:secret@public.example/")]
    public async Task Only_http_and_https_are_fetched_and_nobody_s_password(string address) =>
        (await Should.ThrowAsync<AddressRefusedException>(() => _client.GetAsync(new Uri(address)))).Message.ShouldStartWith("Only addresses that begin with");

    [Fact]
    public async Task A_name_that_changes_after_it_was_checked_leads_nowhere_else()
    {
        (await GetAsync("http://changing.example")).ShouldBe("served to 127.0.0.1");
        _asked.ShouldBe(["changing.example"]);

        using var again = new HttpClient(new PublicAddressHandler(Allowing("127.0.0.1"), ResolveAsync));
        await Should.ThrowAsync<AddressRefusedException>(() => again.GetAsync(new Uri($"http://changing.example:{_app.Address.Port}/")));
    }

    [Theory]
    [InlineData("http://inside.example:{port}/")]
    [InlineData("http://127.0.0.2:{port}/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("//inside.example:{port}/")]
    [InlineData("/to?address=http://inside.example:{port}/")]
    public async Task A_redirect_is_followed_outward_only(string to)
    {
        var target = Uri.EscapeDataString(to.Replace("{port}", $"{_app.Address.Port}", StringComparison.Ordinal));

        await Should.ThrowAsync<AddressRefusedException>(() => GetAsync("http://public.example", $"/to?address={target}"));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://public.example/")]
    [InlineData("gopher://public.example/")]
    [InlineData("http://ada:secret@public.example/")]
    public async Task A_redirect_leads_to_http_and_nowhere_else(string to) =>
        (await Should.ThrowAsync<AddressRefusedException>(() => GetAsync("http://public.example", $"/to?address={Uri.EscapeDataString(to)}"))).Message.ShouldStartWith("Only addresses");

    [Fact]
    public async Task A_redirect_outward_is_followed_without_what_was_for_the_first()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://public.example:{_app.Address.Port}/to?address=/token");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer secret");

        using var answer = await _client.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldBe("token: ");
    }

    [Fact]
    public async Task What_was_sent_is_not_sent_on()
    {
        using var answer = await _client.PostAsync(new Uri($"http://public.example:{_app.Address.Port}/to?address=/"), new StringContent("secret"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_redirect_in_a_circle_ends()
    {
        using var answer = await _client.GetAsync(new Uri($"http://public.example:{_app.Address.Port}/circle"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    private static OutgoingOptions Allowing(string network)
    {
        var options = new OutgoingOptions();
        options.Allowed.Add(network);
        return options;
    }

    private Task<string> GetAsync(string origin, string path = "/") => _client.GetStringAsync(new Uri($"{origin}:{_app.Address.Port}{path}"));

    // Names of this test alone; addresses as they are. A name with several answers gives one after the other.
    private Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        _asked.Add(host);
        return !_names.TryGetValue(host, out var answers) ? Dns.GetHostAddressesAsync(host, cancellationToken)
            : Task.FromResult(Array.ConvertAll(answers.Count > 1 ? answers.Dequeue() : answers.Peek(), IPAddress.Parse));
    }
}
