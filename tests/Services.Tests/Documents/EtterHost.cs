using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Workforce;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>
/// Workforce, for the third document's pages and calls. The document's tests put somebody else in the place of what checks tokens;
/// so does this host.
/// </summary>
public class EtterHost : ServedAlone<WorkforceModule>
{
    protected override void AddServices(IServiceCollection services) =>
        services.AddAuthentication(KnownTokens.Name).AddScheme<AuthenticationSchemeOptions, KnownTokens>(KnownTokens.Name, null);
}

public sealed class EtterHostOnPostgreSql : EtterHost
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
