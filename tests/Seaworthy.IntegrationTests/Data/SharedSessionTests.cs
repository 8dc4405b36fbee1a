using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Caching.Shared;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Products;
using Seaworthy.IntegrationTests.Caching;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;

namespace Seaworthy.IntegrationTests.Data;

/// <summary>What a session's write means to the caches of other processes on the same database and the same Redis.</summary>
[Trait("Requirement", "R39")]
[Trait("Server", "PostgreSQL")]
[Trait("Server", "Redis")]
public sealed class SharedSessionTests : IAsyncLifetime
{
    private readonly string _prefix = Guid.NewGuid().ToString("N");
    private GroceryData _data = null!;
    private WebApplication _here = null!;
    private WebApplication _there = null!;

    public async Task InitializeAsync()
    {
        (string, string)[] settings =
        [
            ("Seaworthy:Redis:Url", RedisServer.Shared().Url.ToString()), ("Seaworthy:Redis:KeepAliveMs", "10000"), ("Seaworthy:Redis:TrackedSilenceMs", "10000"),
            ("Seaworthy:Caching:Prefix", _prefix), ("Seaworthy:Caching:SecondLevelTimeoutMs", "10000"),
        ];
        _data = await GroceryData.CreateAsync("postgresql");
        await _data.Database.MigrateUpAsync(null, default);
        (_here, _there) = (_data.Another(settings), _data.Another(settings));
        foreach (var app in (WebApplication[])[_here, _there])
        {
            foreach (var service in app.Services.GetServices<IHostedService>().Where(service => service is RedisStart or SecondLevelKeeper or TagProver))
            {
                await service.StartAsync(default);
            }

            await Wait.UntilAsync(() => app.Services.GetRequiredService<Seaworthy.Caching.TagTrust>().IsOpen);
        }
    }

    public async Task DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
        await _data.DisposeAsync();
    }

    [Fact]
    public async Task A_write_marks_its_tags_before_the_commit_and_is_known_everywhere_after_it()
    {
        (await CountAsync(_here), await CountAsync(_there)).ShouldBe((0, 0));
        var heard = Counts(_there).News;

        await WriteAsync(keep: true);

        Counts(_here).MarkedWrites.ShouldBe(1);
        await Wait.UntilAsync(() => Counts(_there).News >= heard + 2); // marked, changed
        (await CountAsync(_there), await CountAsync(_here)).ShouldBe((1, 1));
        var stamp = new byte[100];
        var length = await _here.Services.GetRequiredService<RedisClient>().Data.GetAsync(Keys(_here).Tag("categories").Span, stamp);
        stamp.AsSpan(0, length).Contains((byte)' ').ShouldBeFalse("nobody is about to change it any more");
    }

    [Fact]
    public async Task A_write_that_is_rolled_back_tells_nobody()
    {
        await CountAsync(_there);
        var heard = Counts(_there).News;

        await WriteAsync(keep: false);

        Counts(_here).MarkedWrites.ShouldBe(0);
        Counts(_there).News.ShouldBe(heard);
    }

    private Task<bool> WriteAsync(bool keep) => _here.Services.GetRequiredService<Session<GroceryDb>>().WriteAsync(
        (db, _) =>
        {
            db.Add(new Category { Name = "shared", Slug = "shared" });
            return Task.FromResult(keep);
        },
        default, kept => kept, _ => ["categories"]);

    private static async Task<int> CountAsync(WebApplication app) => await app.Services.GetRequiredService<HybridCache>().GetOrCreateAsync(
        "categories:count",
        async token => await app.Services.GetRequiredService<Session<GroceryDb>>().ReadAsync((db, ct) => db.Set<Category>().CountAsync(ct), token),
        tags: ["categories"]);

    private static SecondLevelCounts Counts(WebApplication app) => app.Services.GetRequiredService<SecondLevelCounts>();

    private static SharedKeys Keys(WebApplication app) => app.Services.GetRequiredService<SharedKeys>();
}
