using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.IntegrationTests.AuditTrail;

namespace Seaworthy.IntegrationTests.ApiKeys;

public sealed class ApiKeyUsesTests
{
    [Fact]
    [Trait("Requirement", "R10")]
    public async Task Uses_that_cannot_be_written_down_are_told_by_the_log_and_kept_for_the_next_time()
    {
        await using var yard = await YardHost.StartAsync(TestDatabase.Sqlite());
        var (id, text) = await yard.NewKeyAsync();
        await yard.SendAsync(HttpMethod.Post, "/mutiny", text, status: 403);
        var writer = yard.App.App.Services.GetServices<IHostedService>().OfType<ApiKeyUsesWriter<YardDb>>().Single();
        await RunAsync("alter table api_keys rename to elsewhere");

        await writer.WriteAsync(default);

        yard.Events.Of(EventIds.ApiKeyUsesNotKept).Single().ShouldStartWith("When the API keys of yard were used last could not be written down");
        await RunAsync("alter table elsewhere rename to api_keys");
        await writer.WriteAsync(default);
        (await yard.Keys.ListAsync(default)).Single(key => key.Id == id).LastUsedAt.ShouldNotBeNull();

        Task<IReadOnlyList<int>> RunAsync(string sql) => yard.Session.WriteAsync((db, ct) => yard.Session.ExecuteAsync(db, [new(sql)], ct), default);
    }
}
