using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Jobs;
using Seaworthy.Rides.Drivers;
using Seaworthy.Rides.Payments;
using Seaworthy.Rides.Provider;
using Seaworthy.Rides.Trips;
using Seaworthy.Rides.Users;
using Seaworthy.Services.Tests.Rides.Simulation;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Rides.Together;

/// <summary>Where the rides are served, in one process or in several.</summary>
public interface IRidesHost
{
    /// <summary>Calls them by their addresses below <c>/rides</c>.</summary>
    HttpClient Client { get; }

    /// <summary>What of them is measured.</summary>
    Task<string> MetricsAsync() => Client.GetStringAsync("/metrics");
}

/// <summary>The rides as <c>seaworthy serve</c> serves them at a desk: all modules and the stand-in of the payment provider in one process.</summary>
public class RidesOnSqlite : ServiceHost, ITownHost
{
    public override string Prefix => "/rides";

    protected override string Environment => Environments.Development;

    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Rides:Provider:SettleMs", "20"), ("Seaworthy:Identity:Accounts:PasswordIterations", "100000"), // the fewest that are taken
    ];

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());

    protected override void AddModules(SeaworthyBuilder seaworthy) =>
        seaworthy.AddModule<TripsModule>().AddModule<UsersModule>().AddModule<DriversModule>().AddModule<PaymentsModule>().AddModule<ProviderModule>();

    Task<RidePerson> ITownHost.OperatorAsync() => Task.FromResult(new RidePerson(Client, "Development operator@example.com"));

    async Task<IReadOnlyList<string>> ITownHost.DeadJobsAsync()
    {
        var ours = App.App.Services.GetServices<IServiceJobs>().Where(jobs => jobs.Service != ProviderModule.Info.Name);
        return [.. (await Task.WhenAll(ours.Select(jobs => jobs.SearchAsync(new(JobStatus.Dead), default)))).SelectMany(page => page.Jobs).Select(job => job.Kind)];
    }

    public T Get<T>()
        where T : notnull => App.App.Services.GetRequiredService<T>();
}

public sealed class RidesOnPostgreSql : RidesOnSqlite
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
