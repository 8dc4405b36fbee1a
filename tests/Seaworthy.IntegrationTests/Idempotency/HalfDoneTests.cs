using Microsoft.Extensions.DependencyInjection;
using Seaworthy.IntegrationTests.Accounts;

namespace Seaworthy.IntegrationTests.Idempotency;

/// <summary>A key whose handler has committed something with <c>WriteAsync</c> and failed then.</summary>
[Trait("Requirement", "R17")]
public abstract class HalfDoneTests(PeopleHost host)
{
    protected PeopleHost Host => host;

    protected string Key { get; } = $"{Guid.NewGuid()}";

    [Theory]
    [InlineData(0, 500)]
    [InlineData(401, 401)]
    [InlineData(403, 403)]
    [InlineData(429, 429)]
    [InlineData(503, 503)]
    public async Task A_handler_that_fails_after_WriteAsync_is_not_run_again_by_its_key(int fails, int status)
    {
        (await PostAsync($"/half-done/{fails}")).Status.ShouldBe(status);

        var again = await PostAsync($"/half-done/{fails}");

        again.Status.ShouldBe(409);
        again.Body.ShouldContain("/outcome-unknown");
        Of(host.App).Effects(Key).ShouldBe(1);
        host.Events.Of(EventIds.IdempotencyHalfDone).ShouldContain(text => text.Contains("half-done"));
    }

    [Fact]
    public async Task Neither_does_a_process_that_remembers_its_keys_itself()
    {
        await PostAsync("/half-done-here/503");

        (await PostAsync("/half-done-here/503")).Body.ShouldContain("/outcome-unknown");
        Of(host.App).Effects(Key).ShouldBe(1);
    }

    [Fact]
    public async Task What_may_be_repeated_and_what_was_rolled_back_runs_again()
    {
        foreach (var (path, status) in ((string, int)[])[("/half-done-gladly/503", 503), ("/done-beside", 503), ("/not-done", 500)])
        {
            (await PostAsync(path)).Status.ShouldBe(status);
            (await PostAsync(path)).Status.ShouldBe(status);
        }

        Of(host.App).Effects(Key).ShouldBe(6);
    }

    private protected static HalfDone Of(TestApp app) => app.App.Services.GetRequiredService<HalfDone>();

    protected async Task<(int Status, string Body)> PostAsync(string path)
    {
        using var answer = await host.App.Client.PostWithKeyAsync($"/people{path}", null, Key);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}

[Collection(nameof(PeopleOnSqlite))]
public sealed class Half_done_on_SQLite(PeopleOnSqlite host) : HalfDoneTests(host);

[Collection(nameof(PeopleOnPostgreSql))]
[Trait("Server", "PostgreSQL")]
public sealed class Half_done_on_PostgreSQL(PeopleOnPostgreSql host) : HalfDoneTests(host)
{
    [Fact]
    public async Task No_other_process_runs_it_either_and_another_request_with_the_key_is_told_so()
    {
        await PostAsync("/half-done/0");
        await using var other = await Host.StartAsync();

        using var again = await other.Client.PostWithKeyAsync("/people/half-done/0", null, Key);
        using var otherwise = await other.Client.PostWithKeyAsync("/people/half-done/503", null, Key);

        ((int)again.StatusCode, (int)otherwise.StatusCode).ShouldBe((409, 422));
        Of(other).Effects(Key).ShouldBe(0);
    }
}
