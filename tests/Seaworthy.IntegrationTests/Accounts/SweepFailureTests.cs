using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Accounts;

namespace Seaworthy.IntegrationTests.Accounts;

public sealed class SweepFailureTests
{
    [Fact]
    [Trait("Requirement", "R10")]
    public async Task A_sweep_that_fails_is_told_by_the_log_and_ends_nothing()
    {
        var host = new PeopleOnSqlite();
        await host.InitializeAsync();
        try
        {
            await host.Session.WriteAsync((db, ct) => host.Session.ExecuteAsync(db, [new("alter table account_links rename to elsewhere")], ct), default);

            await host.App.App.Services.GetRequiredService<AccountSweep<PeopleDb>>().TrySweepAsync(default);

            host.Events.Of(EventIds.AccountSweepFailed).Single().ShouldStartWith("Expired sessions of people could not be taken away");
        }
        finally
        {
            await host.DisposeAsync();
        }
    }
}
