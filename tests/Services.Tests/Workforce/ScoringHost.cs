using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Workforce.Scores;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>Workforce with scoring services of a test's own, which are not waited for as long as the document says.</summary>
internal sealed class ScoringHost(Func<Task<TestDatabase>> database, IReadOnlyList<Uri> scoring, TimeSpan patience) : WorkforceHost
{
    public override string Prefix => "";

    protected override Task<TestDatabase> CreateDatabaseAsync() => database();

    protected override void AddSqlite(IServiceCollection services)
    {
        base.AddSqlite(services);
        services.AddSingleton(new ScoringSetup(scoring, patience));
    }
}
