using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.QueryBudgets;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;
using Seaworthy.Pipeline;
using Seaworthy.Workforce;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>What workforce's endpoints ask of the database.</summary>
[Trait("Requirement", "R30")]
public sealed class WorkforceBudgetTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, QueryLedger> _ledgers = [];
    private readonly TestDatabase _database = TestDatabase.Sqlite();
    private TestApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = Environments.Development;
                builder.Services.AddEmbeddedSqlite();
                builder.AddSeaworthy().AddTokens().AddModule<WorkforceModule>();
            },
            app =>
            {
                app.Use(KeepLedgerAsync);
                app.UseSeaworthy();
            },
            _database.Settings);
        await _app.App.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(null, default);
        await _app.App.Services.GetRequiredService<IServiceSeed>().SeedAsync(new SeedRequest(), new Progress<SeedProgress>(), default);
        _app.Client.DefaultRequestHeaders.Authorization = new("Development", "test@example.com");
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task No_read_endpoint_runs_uncompiled_LINQ_or_more_statements_than_it_may()
    {
        var paths = _app.App.Services.GetRequiredService<EndpointPlans>().All
            .Where(plan => plan.Service.Name == WorkforceModule.Info.Name && plan.Methods.Contains("GET") && plan.QueryBudget.Value is not null)
            .Select(plan => plan.Route.Replace("{id:long}", "1", StringComparison.Ordinal) + (plan.Route.EndsWith("/autocomplete", StringComparison.Ordinal) ? "?q=tesst" : "")).ToList();

        paths.Count.ShouldBeGreaterThan(15);
        foreach (var path in paths)
        {
            using var answer = await _app.Client.GetAsync(path);
            answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
            // What is kept already asks for nothing.
            (_ledgers.TryGetValue(path.Split('?')[0], out var ledger) ? ledger.LinqQueries : 0).ShouldBe(0, path);
        }

        _ledgers.Count.ShouldBeGreaterThan(15);
        _app.App.Services.GetRequiredService<QueryBudget>().Findings.ShouldBeEmpty();
    }

    // Outside the pipeline, where the request has run and its record is not yet forgotten.
    private async Task KeepLedgerAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Features.Get<RequestRecord>()?.Scope?.DataState is QueryLedger ledger)
        {
            _ledgers[context.Request.Path.Value!] = ledger;
        }
    }
}
