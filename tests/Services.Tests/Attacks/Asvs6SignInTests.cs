using System.Diagnostics;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>ASVS V6, authentication: no one answer tells who has an account, and no password is there from the start. Guessing is attacked in <c>PasswordTests</c>.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R91")]
public sealed class Asvs6SignInTests(AttackedHost host)
{
    private const string Accounts = "/grocery/api/v2";
    private const string Password = "a password of somebody";

    [Fact]
    public async Task Register_login_and_reset_answer_alike_whether_there_is_an_account_or_not()
    {
        foreach (var (service, accounts) in AttackedHost.Services)
        {
            var (known, unknown) = (await KnownAsync(accounts), Fresh());
            foreach (var (path, body) in new[]
            {
                ("register", """{"email":"EMAIL","password":"another password"}"""), ("login", """{"email":"EMAIL","password":"wrong password"}"""), ("password/forgot", """{"email":"EMAIL"}"""),
            })
            {
                var (ofKnown, ofUnknown) = (await AskAsync(accounts, path, body, known), await AskAsync(accounts, path, body, unknown));

                Alike(ofKnown, known).ShouldBe(Alike(ofUnknown, unknown), $"{service} {path}");
            }
        }
    }

    [Fact]
    public async Task A_wrong_password_takes_as_long_as_an_email_that_nobody_has()
    {
        const int Tries = 9;
        var known = await Task.WhenAll(Enumerable.Range(0, Tries).Select(_ => KnownAsync(Accounts)));
        var (ofKnown, ofUnknown) = (new List<long>(), new List<long>());
        foreach (var email in known)
        {
            // Each account once, and one after the other with a stranger: no lock and no neighbour tells them apart.
            ofKnown.Add(await TimeAsync(email));
            ofUnknown.Add(await TimeAsync(Fresh()));
        }

        var ratio = (double)Median(ofKnown) / Median(ofUnknown);

        // Without a hash for the stranger it would be more than ten.
        ratio.ShouldBeInRange(0.33, 3);
    }

    [Theory]
    [InlineData("test@example.com", "test123")]
    [InlineData("admin@example.com", "admin")]
    [InlineData("admin", "password")]
    [InlineData("root@localhost", "")]
    public async Task Nobody_is_there_from_the_start_outside_Development(string email, string password)
    {
        foreach (var (service, accounts) in AttackedHost.Services)
        {
            (await AskAsync(accounts, "login", $$"""{"email":"EMAIL","password":"{{password}}"}""", email)).Status.ShouldBe(401, service);
        }
    }

    [Fact]
    public async Task A_password_of_seven_characters_is_refused_and_one_of_a_sentence_is_not_cut()
    {
        foreach (var (service, accounts) in AttackedHost.Services)
        {
            (await AskAsync(accounts, "register", """{"email":"EMAIL","password":"seven77"}""", Fresh())).Status.ShouldBeOneOf(400, 422);
            var (email, sentence) = (Fresh(), new string('s', 200));
            (await AskAsync(accounts, "register", $$"""{"email":"EMAIL","password":"{{sentence}}"}""", email)).Status.ShouldBe(201, service);
            (await AskAsync(accounts, "login", $$"""{"email":"EMAIL","password":"{{sentence[..199]}}"}""", email)).Status.ShouldBe(401, service);
            (await AskAsync(accounts, "login", $$"""{"email":"EMAIL","password":"{{sentence}}"}""", email)).Status.ShouldBe(200, service);
        }
    }

    private static string Fresh() => $"{Guid.NewGuid():n}@example.com";

    private static long Median(List<long> values) => values.Order().ElementAt(values.Count / 2);

    // All that differs is what was sent, and what differs between any two answers: also in its length, since a time is written without its last zeros.
    private static string Alike(Struck answer, string email)
    {
        string[] own = ["Date", "Content-Length", "X-Request-ID", "X-Response-Time", "RateLimit", "traceparent"];
        var headers = answer.Headers.Where(header => !own.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {header.Value}");
        var text = System.Text.RegularExpressions.Regex.Replace(answer.Text.Replace(email, "EMAIL", StringComparison.Ordinal), "\"(timestamp|requestId|traceId|request_id|instance)\":\"[^\"]*\"", "");
        return $"{answer.Status}\n{string.Join('\n', headers)}\n{text}";
    }

    private async Task<string> KnownAsync(string accounts)
    {
        var email = Fresh();
        (await AskAsync(accounts, "register", $$"""{"email":"EMAIL","password":"{{Password}}"}""", email)).Status.ShouldBe(201);
        return email;
    }

    // From an address of its own: the limit of an address is another test's.
    private Task<Struck> AskAsync(string accounts, string path, string body, string email) =>
        host.SendAsync("POST", $"{accounts}/{path}", null, body.Replace("EMAIL", email, StringComparison.Ordinal), ("X-Forwarded-For", $"2001:db8:{Guid.NewGuid():n}"[..13] + "::1"));

    private async Task<long> TimeAsync(string email)
    {
        var start = Stopwatch.GetTimestamp();
        (await AskAsync(Accounts, "login", """{"email":"EMAIL","password":"wrong password"}""", email)).Status.ShouldBe(401);
        return Stopwatch.GetTimestamp() - start;
    }
}
