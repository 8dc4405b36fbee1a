using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Cafe;
using Seaworthy.Cafe.Data;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Identity.Tokens;
using Seaworthy.Services.Tests.Grocery;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>The cafe at a desk with its two demo restaurants, a neighbour beside it; new orders are not limited.</summary>
public class CafeOnSqlite : ServiceHost
{
    public const string Owner = "test@example.com";
    public const string Manager = "manager@example.com";
    public const string Barista = "barista@example.com";
    public const string OtherOwner = "owner@station.example";

    public override string Prefix => "/cafe";

    internal Session<CafeDb> Session => App.App.Services.GetRequiredService<Session<CafeDb>>().AllTenants();

    protected override string Environment => Environments.Development;

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());

    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Services:Cafe:RateLimiting:Policies:orders", "1000000/second"), ("Seaworthy:Identity:ApiKeys:RememberSeconds", "0")];

    protected override void AddModules(SeaworthyBuilder seaworthy) => seaworthy.AddApiKeys().AddModule<CafeModule>().AddModule<Neighbour>();

    protected override Task FillAsync() => SeedAsync(new SeedRequest());

    public Task<SeedReport> SeedAsync(SeedRequest request) =>
        App.App.Services.GetRequiredService<IServiceSeed>().SeedAsync(request, new Progress<SeedProgress>(), CancellationToken.None);
}

public sealed class CafeOnPostgreSql : CafeOnSqlite
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
