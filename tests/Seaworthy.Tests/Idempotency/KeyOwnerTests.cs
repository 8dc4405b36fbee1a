using Microsoft.AspNetCore.Builder;
using Seaworthy.Caching.Origin;

namespace Seaworthy.Tests.Idempotency;

/// <summary>Whose key it is that comes from somebody whom this process has not signed in.</summary>
[Trait("Requirement", "R17")]
public sealed class KeyOwnerTests : IAsyncLifetime
{
    private const string Elsewhere = "X-Forwarded-For: 192.0.2.7";
    private KeyedApp _app = null!;
    private int _made;

    public async Task InitializeAsync() => _app = await KeyedApp.StartAsync(
        app =>
        {
            app.MapPost("/handed-on", () => $"#{++_made}").WithMetadata(new OriginWord());
            app.MapPost("/own", () => $"#{++_made}");
        },
        ("Idempotency:Cookies", "session,token"));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("/handed-on")]
    [InlineData("/own")]
    public async Task A_guest_whose_ga_changed_is_replayed_and_two_guests_at_two_addresses_with_one_consent_are_not_one(string path)
    {
        await PostAsync(path, "k1", "Cookie: _ga=GA1.1.7; consent=1");
        (await PostAsync(path, "k1", "Cookie: _ga=GA1.1.8; consent=1")).IsReplayed.ShouldBeTrue();

        await PostAsync(path, "k2", "Cookie: consent=1");
        (await PostAsync(path, "k2", "Cookie: consent=1", Elsewhere)).IsReplayed.ShouldBeFalse();
        _made.ShouldBe(3);
    }

    [Fact]
    public async Task Where_a_request_is_handed_on_a_cookie_that_is_named_says_who_somebody_is_wherever_he_is()
    {
        await PostAsync("/handed-on", "k1", "Cookie: session=a; _ga=GA1.1.7");
        (await PostAsync("/handed-on", "k1", "Cookie: _ga=GA1.1.8; session=a", Elsewhere)).IsReplayed.ShouldBeTrue();

        (await PostAsync("/handed-on", "k1", "Cookie: session=b")).IsReplayed.ShouldBeFalse();
        (await PostAsync("/handed-on", "k1", "Cookie: token=a")).IsReplayed.ShouldBeFalse("the same text in another cookie is another's");
        (await PostAsync("/handed-on", "k1")).IsReplayed.ShouldBeFalse();
        _made.ShouldBe(4);
    }

    [Fact]
    public async Task Where_a_request_is_handled_here_no_cookie_says_who_somebody_is()
    {
        await PostAsync("/own", "k1", "Cookie: session=a");

        (await PostAsync("/own", "k1", "Cookie: session=b")).IsReplayed.ShouldBeTrue();
        (await PostAsync("/own", "k1", "Cookie: session=a", Elsewhere)).IsReplayed.ShouldBeFalse();
    }

    private Task<KeyedAnswer> PostAsync(string path, string key, params string[] headers) => _app.PostAsync(path, key, "{}", "POST", headers);
}
