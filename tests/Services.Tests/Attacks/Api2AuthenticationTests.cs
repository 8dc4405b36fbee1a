namespace Seaworthy.Services.Tests.Attacks;

/// <summary>OWASP API2, broken authentication: credentials of another place or sent in another way. Tokens themselves are bent in <see cref="Asvs9TokenTests"/>.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R9")]
[Trait("Requirement", "R10")]
public sealed class Api2AuthenticationTests(AttackedHost host)
{
    [Fact]
    public async Task A_token_of_another_service_is_401_at_every_endpoint_also_where_strangers_may_call()
    {
        foreach (var endpoint in host.Endpoints.Where(endpoint => !endpoint.IsAccounts))
        {
            foreach (var (service, _) in AttackedHost.Services.Where(service => service.Name != endpoint.Service))
            {
                var answer = await host.SendAsync(endpoint.Method, endpoint.Path, AttackedPeople.MightiestAt(service), endpoint.Body is null ? null : "{}", endpoint.Headers);

                answer.Status.ShouldBe(401, $"{endpoint.Call} with a token of {service}: {answer.Text}");
                answer.Header("WWW-Authenticate").ShouldNotBeNull(endpoint.Call);
            }
        }
    }

    [Fact]
    public async Task A_key_of_another_service_is_401_at_every_endpoint()
    {
        var key = await host.KeyAsync("cafe", "products:write", "stock:write", "ops");
        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint.Service != "cafe"))
        {
            var answer = await host.StrikeAsync(endpoint.Method, endpoint.Path, null, [("X-Api-Key", key), .. endpoint.Headers]);

            answer.Status.ShouldBe(401, $"{endpoint.Call}: {answer.Text}");
        }
    }

    [Theory]
    [InlineData("?access_token={0}", null, null)]
    [InlineData("?token={0}", null, null)]
    [InlineData("", "Cookie", "access_token={0}; Authorization=Bearer {0}")]
    [InlineData("", "X-Access-Token", "{0}")]
    [InlineData("", "X-Api-Key", "{0}")]
    [InlineData("", "Authorization", "{0}")]
    [InlineData("", "Authorization", "Token {0}")]
    [InlineData("", "Authorization", "Basic {0}")]
    [InlineData("", "Authorization", "Bearer Bearer {0}")]
    [InlineData("", "Authorization", "Development test@example.com")]
    [InlineData("", "X-Forwarded-User", "test@example.com")]
    [InlineData("", "X-User-Id", "1")]
    public async Task Nowhere_but_in_its_header_is_a_token_looked_for_and_no_header_says_who_somebody_is(string query, string? header, string? value)
    {
        foreach (var (service, accounts) in AttackedHost.Services)
        {
            var token = host.Tokens[AttackedPeople.MightiestAt(service)];
            (string, string)[] headers = header is null ? [] : [(header, value!.Replace("{0}", token, StringComparison.Ordinal))];

            (await host.StrikeAsync("GET", $"{accounts}/profile{query.Replace("{0}", token, StringComparison.Ordinal)}", null, headers)).Status.ShouldBe(401, service);
        }
    }

    [Fact]
    public async Task Guessing_ends_with_429_and_says_when_to_come_back()
    {
        (string, string)[] from = [("X-Forwarded-For", "203.0.113.77")];
        var answers = new List<Struck>();
        for (var n = 0; n < 21; n++)
        {
            // No account has it: nothing is hashed for what is refused before the password is looked at.
            answers.Add(await host.SendAsync("POST", "/cafe/api/v1/auth/password/reset", null, """{"token":"guessed","password":""}""", from));
        }

        answers[^1].Status.ShouldBe(429);
        answers[^1].Header("Retry-After").ShouldNotBeNull();
        answers[..20].ShouldAllBe(answer => answer.Status == 400 || answer.Status == 422);
        (await host.SendAsync("POST", "/cafe/api/v1/auth/login", null, """{"email":"test@example.com","password":"guess"}""", from)).Status.ShouldBe(429, "all that is guessed at counts in one limit");
    }
}
