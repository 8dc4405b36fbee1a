using System.Net;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>Names and tasks by what somebody types.</summary>
public abstract class AutocompleteTests(WorkforceHost host)
{
    private readonly EtterClient _chief = new(host);

    [Theory]
    [InlineData("ada", "prefix")]
    [InlineData("ADA C", "prefix")]
    [InlineData("chi", "prefix")]
    [InlineData("cheif", "fuzzy")]
    [InlineData("chif", "fuzzy")]
    [InlineData("chieff", "fuzzy")]
    [InlineData("cheif ada", "fuzzy")]
    public async Task The_chief_is_found(string typed, string match)
    {
        var found = await FindAsync($"/users/autocomplete?q={Uri.EscapeDataString(typed)}");

        ((string)found["match"]!).ShouldBe(match);
        found["items"]!.AsArray().Select(item => (string)item!["detail"]!).ShouldBe([WorkforceHost.Chief]);
    }

    [Theory]
    [InlineData("jose")]
    [InlineData("José")]
    [InlineData("obrien")]
    [InlineData("O'Br")]
    [InlineData("smith")]
    [InlineData("smihth")]
    [InlineData("analyst")]
    public async Task Marks_and_hyphens_need_not_be_typed(string typed) =>
        (await FindAsync($"/users/autocomplete?q={Uri.EscapeDataString(typed)}"))["items"]!.AsArray().Select(item => (string)item!["text"]!).ShouldBe(["José O'Brien-Smith"]);

    [Theory]
    [InlineData("zzzz")]
    [InlineData("zz")]
    [InlineData("---")]
    [InlineData("cheif somebody")]
    public async Task What_is_like_nothing_finds_nothing(string typed) =>
        (await FindAsync($"/users/autocomplete?q={Uri.EscapeDataString(typed)}"))["items"]!.AsArray().ShouldBeEmpty();

    [Theory]
    [InlineData("/users/autocomplete")]
    [InlineData("/users/autocomplete?q=")]
    [InlineData("/users/autocomplete?q=a&limit=0")]
    [InlineData("/users/autocomplete?q=a&limit=51")]
    [InlineData("/tasks/autocomplete?q=a&limit=x")]
    public async Task What_cannot_be_searched_is_told(string path) =>
        (await _chief.FailAsync(HttpMethod.Get, path, HttpStatusCode.BadRequest)).Code.ShouldBe("VALIDATION_ERROR");

    [Fact]
    [Trait("Requirement", "R15")]
    public async Task Nobody_is_found_from_another_company()
    {
        var found = await _chief.As(WorkforceHost.Stranger).GetAsync("/users/autocomplete?q=ada");

        found["data"]!["items"]!.AsArray().Select(item => (string)item!["text"]!).ShouldBe(["Ada Somebody"]);
    }

    [Fact]
    [Trait("Requirement", "R39")]
    public async Task A_new_name_is_found_at_once_and_an_old_one_no_longer()
    {
        var path = "/users/autocomplete?q=xanthippe";
        (await FindAsync(path))["items"]!.AsArray().ShouldBeEmpty();
        var id = (long)(await _chief.PostAsync("/users", new { email = "x@north.example", username = "x", full_name = "Xanthippe Older" }))["id"]!;
        (await FindAsync(path))["items"]!.AsArray().Count.ShouldBe(1);

        await _chief.PutAsync($"/users/{id}", new { email = "x@north.example", username = "x", full_name = "Wilhelmina Newer" }, await _chief.ETagAsync($"/users/{id}"));

        (await FindAsync(path))["items"]!.AsArray().ShouldBeEmpty();
        ((string)(await FindAsync("/users/autocomplete?q=wilhelmnia"))["match"]!).ShouldBe("fuzzy");
    }

    [Fact]
    public async Task Tasks_are_found_from_each_of_their_words()
    {
        var found = await FindAsync("/tasks/autocomplete?q=user needs");

        found["items"]!.AsArray().Select(item => ((string)item!["text"]!, (string)item["detail"]!)).ShouldBe([("Analyze user needs and software requirements.", "Software Developers")]);
    }

    private async Task<JsonNode> FindAsync(string path) => (await _chief.GetAsync(path))["data"]!;
}

public sealed class AutocompleteTests_together_on_SQLite(WorkforceTogetherOnSqlite host) : AutocompleteTests(host), IClassFixture<WorkforceTogetherOnSqlite>;

public sealed class AutocompleteTests_apart_on_SQLite(WorkforceApartOnSqlite host) : AutocompleteTests(host), IClassFixture<WorkforceApartOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class AutocompleteTests_together_on_PostgreSQL(WorkforceTogetherOnPostgreSql host) : AutocompleteTests(host), IClassFixture<WorkforceTogetherOnPostgreSql>;

[Trait("Server", "PostgreSQL")]
public sealed class AutocompleteTests_apart_on_PostgreSQL(WorkforceApartOnPostgreSql host) : AutocompleteTests(host), IClassFixture<WorkforceApartOnPostgreSql>;
