using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.AuditTrail;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Services.Tests.Support;
using Seaworthy.Workforce;
using Seaworthy.Workforce.Companies;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>API keys of a company: programs that come in where a word names their scope, see their company's rows, and nothing else.</summary>
[Trait("Requirement", "R10")]
[Trait("Requirement", "R15")]
public abstract class KeyTests(WorkforceHost host)
{
    private const string Service = "workforce";
    private const long Late = 500_000;
    private static readonly string[] All = [KeyScopes.UsersRead, KeyScopes.UsersWrite, KeyScopes.DocumentsRead, KeyScopes.DocumentsWrite, KeyScopes.ScoresRead];
    private readonly EtterClient _chief = new(host);

    [Fact]
    public async Task Each_scope_opens_what_names_it_and_nothing_more()
    {
        var ids = await CompanyCalls.FillAsync(_chief);
        var scopes = CompanyCalls.ScopesOf(host);
        scopes.Values.Distinct().ShouldBe(All, ignoreOrder: true);

        foreach (var scope in All)
        {
            var program = _chief.WithKey(await KeyAsync(WorkforceHost.North, scope));
            foreach (var (call, body) in CompanyCalls.OfCompanies)
            {
                var (status, text) = await CompanyCalls.CallAsync(program, call, ids, body);

                (status == HttpStatusCode.Forbidden).ShouldBe(scopes.GetValueOrDefault(call) != scope, $"{call} with {scope}: {status} {text}");
                status.ShouldNotBe(HttpStatusCode.Unauthorized, call);
            }
        }
    }

    [Fact]
    public async Task A_key_with_every_scope_is_for_programs_and_one_without_for_nothing()
    {
        var (ids, scopes) = (await CompanyCalls.FillAsync(_chief), CompanyCalls.ScopesOf(host));
        var before = await CompanyCalls.SeenAsync(_chief, ids);
        var (everything, nothing) = (_chief.WithKey(await KeyAsync(WorkforceHost.North, All)), _chief.WithKey(await KeyAsync(WorkforceHost.North)));

        foreach (var (call, body) in CompanyCalls.OfCompanies)
        {
            var (status, text) = await CompanyCalls.CallAsync(nothing, call, ids, body);
            status.ShouldBe(HttpStatusCode.Forbidden, $"{call}: {text}");
            text.ShouldContain(scopes.TryGetValue(call, out var scope) ? $"An API key needs scope {scope} here." : "This is for people");
            if (scope is null)
            {
                (await CompanyCalls.CallAsync(everything, call, ids, body)).Status.ShouldBe(HttpStatusCode.Forbidden, call);
            }
        }

        (await _chief.WithKey(await KeyAsync(WorkforceHost.North, All)).FailAsync(HttpMethod.Post, "/auth/check_auth", HttpStatusCode.Forbidden)).Message.ShouldContain("people");
        (await CompanyCalls.SeenAsync(_chief, ids)).ShouldBe(before);
    }

    [Fact]
    public async Task Another_companys_key_finds_changes_and_is_told_nothing()
    {
        var (ids, scopes) = (await CompanyCalls.FillAsync(_chief), CompanyCalls.ScopesOf(host));
        var before = await CompanyCalls.SeenAsync(_chief, ids);
        var program = _chief.WithKey(await KeyAsync(WorkforceHost.North + 1, All));

        foreach (var (call, body) in CompanyCalls.OfCompanies.Where(one => scopes.ContainsKey(one.Key)))
        {
            var (status, text) = await CompanyCalls.CallAsync(program, call, ids, body);

            status.ShouldBe(CompanyCalls.Foreign.ContainsKey(call) ? HttpStatusCode.NotFound : CompanyCalls.New.ContainsKey(call) ? HttpStatusCode.Created : HttpStatusCode.OK, $"{call}: {text}");
            text.ShouldNotContain(CompanyCalls.Secret, Case.Insensitive, call);
        }

        (await CompanyCalls.SeenAsync(_chief, ids)).ShouldBe(before);
    }

    [Theory]
    [InlineData(null, "works for nobody")]
    [InlineData("north", "works for 'north'")]
    [InlineData("0", "works for '0'")]
    [InlineData("-1", "works for '-1'")]
    [InlineData("999999", "works for company 999999, and there is none")]
    public async Task A_key_of_no_company_is_told_how_to_make_another(string? tenant, string says)
    {
        var program = _chief.WithKey((await host.App.NewKeyAsync(Service, tenant, All)).Text);

        foreach (var path in (string[])["/users", "/users/1", "/documents", "/get_chro_data"])
        {
            var (_, message) = await program.FailAsync(HttpMethod.Get, path, HttpStatusCode.Forbidden);
            message.ShouldContain(says);
            message.ShouldEndWith("seaworthy key add NAME --target workforce --tenant NUMBER --scope SCOPE.");
        }
    }

    [Fact]
    public async Task A_company_that_was_there_once_is_not_asked_for_again_and_one_that_was_not_is()
    {
        var program = _chief.WithKey(await KeyAsync(Late, KeyScopes.UsersRead));
        await program.FailAsync(HttpMethod.Get, "/users", HttpStatusCode.Forbidden);
        var company = new Company { Id = Late, Name = "Late Corp", Industry = "Clocks", CreatedAt = DateTime.UnixEpoch, UpdatedAt = DateTime.UnixEpoch };

        await host.Session.WriteAsync((db, _) => Task.FromResult(db.Add(company).Entity.Id), default);
        await program.GetAsync("/users");

        await host.Session.WriteAsync((db, _) => Task.FromResult(db.Remove(company).Entity.Id), default);
        await program.GetAsync("/users");
    }

    [Fact]
    public async Task A_key_that_ended_or_was_revoked_is_401_everywhere()
    {
        var (id, text) = await host.App.NewKeyAsync(Service, $"{WorkforceHost.North}", All);
        var (ended, revoked) = (_chief.WithKey(await host.App.EndedKeyAsync(Service, $"{WorkforceHost.North}", All)), _chief.WithKey(text));
        await revoked.GetAsync("/users");
        (await host.App.KeysOf(Service).RevokeAsync(id, default)).ShouldBeTrue();

        foreach (var call in CompanyCalls.OfCompanies.Select(one => one.Key).Concat(CompanyCalls.Shared))
        {
            foreach (var who in (EtterClient[])[ended, revoked])
            {
                (await CompanyCalls.CallAsync(who, call, new() { ["users"] = 1 }, null)).Status.ShouldBe(HttpStatusCode.Unauthorized, call);
            }
        }
    }

    [Fact]
    public async Task What_a_program_has_done_is_told_by_its_key()
    {
        var (id, text) = await host.App.NewKeyAsync(Service, $"{WorkforceHost.North}", All);
        var made = await _chief.WithKey(text).PostAsync("/users", new { email = $"{Guid.NewGuid():N}@north.example", username = "hired", full_name = "Hired Today" });

        var line = (await host.App.App.Services.GetServices<IServiceTrail>().Single(trail => trail.Service == Service).ReadAsync(new() { Who = id }, default)).ShouldHaveSingleItem();

        (line.WhoKind, line.Action, line.ObjectKind, line.ObjectId, line.Tenant, line.WhoTenant).ShouldBe(("key", "created", "user", $"{made["id"]}", WorkforceHost.North, $"{WorkforceHost.North}"));
        (await _chief.GetAsync($"/users/{made["id"]}"))["data"]!["username"]!.ToString().ShouldBe("hired");
    }

    [Fact]
    public async Task Whoever_asks_for_a_key_reads_in_the_description_which_scope_it_needs()
    {
        var document = JsonNode.Parse(await host.Client.GetStringAsync($"{host.Prefix}/openapi/v1.json"))!;

        ((string)document["paths"]!["/workforce/api/etter/users"]!["post"]!["description"]!).ShouldContain("an API key with scope users:write");
    }

    private async Task<string> KeyAsync(long company, params string[] scopes) => (await host.App.NewKeyAsync(Service, $"{company}", scopes)).Text;
}

public sealed class Keys_on_SQLite(WorkforceTogetherOnSqlite host) : KeyTests(host), IClassFixture<WorkforceTogetherOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Keys_on_PostgreSQL(WorkforceTogetherOnPostgreSql host) : KeyTests(host), IClassFixture<WorkforceTogetherOnPostgreSql>;
