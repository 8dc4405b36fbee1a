using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Pipeline;
using Seaworthy.Workforce;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>
/// Every endpoint, called with the ids of another company's rows by somebody of the wrong company, by somebody of none and by nobody. An
/// endpoint that is not listed here fails the first test.
/// </summary>
[Trait("Requirement", "R15")]
public abstract class WrongCompanyTests(WorkforceHost host)
{
    private readonly EtterClient _chief = new(host);

    [Fact]
    public void No_endpoint_is_left_out()
    {
        var mapped = host.App.App.Services.GetRequiredService<EndpointPlans>().All
            .Where(plan => plan.Service.Name == WorkforceModule.Info.Name && plan.Route.Contains("/api/etter/", StringComparison.Ordinal) && !plan.Route.EndsWith("/health", StringComparison.Ordinal))
            .SelectMany(plan => plan.Methods.Where(method => method != "HEAD").Select(method => $"{method} {plan.Route[(plan.Route.IndexOf("/api/etter", StringComparison.Ordinal) + "/api/etter".Length)..]}"));

        string[] listed = [.. CompanyCalls.Shared, .. CompanyCalls.OfCompanies.Select(call => call.Key.Split('?')[0])];
        mapped.Where(call => !call.Contains(" /auth/", StringComparison.Ordinal) || call.EndsWith("/check_auth", StringComparison.Ordinal)).Except(listed).ShouldBeEmpty(); // an account is nobody's but its own
        listed.Except(mapped).ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_of_another_company_finds_changes_and_is_told_nothing()
    {
        var ids = await CompanyCalls.FillAsync(_chief);
        var before = await CompanyCalls.SeenAsync(_chief, ids);
        var stranger = _chief.As(WorkforceHost.Stranger);

        foreach (var (call, body) in CompanyCalls.Foreign)
        {
            var (status, text) = await CompanyCalls.CallAsync(stranger, call, ids, body);
            status.ShouldBe(HttpStatusCode.NotFound, $"{call}: {text}");
            text.ShouldNotContain(CompanyCalls.Secret);
        }

        foreach (var call in CompanyCalls.Own)
        {
            var (status, text) = await CompanyCalls.CallAsync(stranger, call, ids, null);
            status.ShouldBe(HttpStatusCode.OK, $"{call}: {text}");
            text.ShouldNotContain(CompanyCalls.Secret, Case.Insensitive, call);
        }

        foreach (var (call, body) in CompanyCalls.New)
        {
            var (status, text) = await CompanyCalls.CallAsync(stranger, call, ids, body);
            status.ShouldBe(HttpStatusCode.Created, $"{call}: {text}");
            JsonNode.Parse(text)!["data"]!["company_id"]?.GetValue<long>().ShouldBe(WorkforceHost.North + 1);
        }

        (await CompanyCalls.SeenAsync(_chief, ids)).ShouldBe(before);
    }

    [Fact]
    public async Task Nobody_and_somebody_of_no_company_are_let_in_nowhere()
    {
        var ids = await CompanyCalls.FillAsync(_chief);
        var before = await CompanyCalls.SeenAsync(_chief, ids);

        foreach (var (who, expected) in new[] { (_chief.As(null), HttpStatusCode.Unauthorized), (_chief.As("somebody@nowhere.example"), HttpStatusCode.Forbidden) })
        {
            foreach (var (call, body) in CompanyCalls.OfCompanies)
            {
                var (status, text) = await CompanyCalls.CallAsync(who, call, ids, body);
                status.ShouldBe(expected, $"{call}: {text}");
                text.ShouldNotContain(CompanyCalls.Secret);
            }
        }

        (await CompanyCalls.SeenAsync(_chief, ids)).ShouldBe(before);
    }
}

public sealed class Wrong_companies_on_SQLite(WorkforceTogetherOnSqlite host) : WrongCompanyTests(host), IClassFixture<WorkforceTogetherOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Wrong_companies_on_PostgreSQL(WorkforceTogetherOnPostgreSql host) : WrongCompanyTests(host), IClassFixture<WorkforceTogetherOnPostgreSql>;
