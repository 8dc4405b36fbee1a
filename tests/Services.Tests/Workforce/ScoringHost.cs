using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Workforce.Scores;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>Workforce with scoring services of a test's own, which are not waited for as long as the document says.</summary>
internal sealed class ScoringHost(Func<Task<TestDatabase>> database, IReadOnlyList<Uri> scoring, TimeSpan patience) : WorkforceHost
{
    /// <summary>What a busy machine takes for a quick answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // How long whoever says nothing is waited for.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    public override string Prefix => "";

    /// <summary>One for a test, with a workflow that is to be scored by these paths of the stand-in and by others.</summary>
    public static async Task WithAsync(Func<Task<TestDatabase>> database, ScoringProcess scoring, string[] paths, Func<EtterClient, long, Task> test, params Uri[] more)
    {
        var host = new ScoringHost(database, [.. paths.Select(path => new Uri(scoring.Address, path)), .. more], paths.Contains("slow") ? Short : Patience);
        await host.InitializeAsync();
        try
        {
            var chief = new EtterClient(host);
            await test(chief, await chief.NewWorkflowAsync("Scored"));
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    protected override Task<TestDatabase> CreateDatabaseAsync() => database();

    protected override void AddSqlite(IServiceCollection services)
    {
        base.AddSqlite(services);
        services.AddSingleton(new ScoringSetup(scoring, patience));
    }
}
