using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Messaging;
using Seaworthy.RabbitMq;

namespace Seaworthy.Bench.Outbox;

/// <summary>This project's own, in a host as an application has it.</summary>
internal sealed class SeaworthySystem(OutboxRow row, WebApplication app) : ISystem
{
    private static readonly string[] Columns = ["event", "contract", "key", "body", "tenant", "subject", "trace", "published_at", "due_at", "refused"];

    public Post Post
    {
        get => Transport.Post;
        set => Transport.Post = value;
    }

    private WatchedTransport Transport => (WatchedTransport)app.Services.GetRequiredService<IEventTransport>();

    private Session<ShopDb> Session => app.Services.GetRequiredService<Session<ShopDb>>();

    public static async Task<SeaworthySystem> StartAsync(OutboxRow row, Scratch scratch, Counted consumed)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Seaworthy:DataDirectory"] = scratch.Folder,
            ["Seaworthy:Database:Url"] = scratch.Url,
            ["Seaworthy:Messaging:Url"] = scratch.Broker,
            ["Seaworthy:Secrets:CursorKey"] = RandomNumberGenerator.GetHexString(64, lowercase: true),
            ["Seaworthy:Management:Port"] = "0",
            ["Seaworthy:Drain:GraceMs"] = "0",
        });
        builder.Services.AddSingleton(consumed).AddEmbeddedSqlite();
        var seaworthy = builder.AddSeaworthy().AddRabbitMq().AddModule<Shop>();
        if (row.Way == Way.Local || row.What == What.EndToEnd)
        {
            seaworthy.AddModule<Warehouse>();
        }

        var way = builder.Services.Last(service => service.ServiceType == typeof(IEventTransport)).ImplementationFactory!;
        builder.Services.AddSingleton<IEventTransport>(services => new WatchedTransport((IEventTransport)way(services)));
        var app = builder.Build();
        app.UseSeaworthy();
        foreach (var database in app.Services.GetServices<IServiceDatabase>())
        {
            await database.MigrateUpAsync(to: null, default);
        }

        await app.StartAsync();
        return new(row, app);
    }

    public async Task PublishAsync(int first, int count)
    {
        var events = app.Services.GetRequiredService<ServiceEvents<ShopDb>>();
        var sold = Enumerable.Range(first, count).Select(number => new Sold(Post.Key(number, row.Keys), number)).ToArray();
        await Session.WriteAsync(
            async (db, ct) =>
            {
                if (sold is [var one])
                {
                    await events.PublishAsync(db, Shop.Sold, one, ct);
                }
                else
                {
                    await Session.ExecuteAsync(db, [.. sold.Select(one => events.Statement(Shop.Sold, one))], ct);
                }

                return true;
            },
            default);
    }

    public async Task FillAsync(int count)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await Session.WriteAsync(
            async (db, ct) =>
            {
                await Session.InsertManyAsync(db, "outbox", Columns, Enumerable.Range(0, count).Select(number => new object?[]
                {
                    Guid.CreateVersion7(), Shop.Sold.Name, Post.Key(number, row.Keys), JsonSerializer.Serialize(new Sold(Post.Key(number, row.Keys), number), JsonSerializerOptions.Web),
                    null, null, null, now, now, 0,
                }), ct);
                return true;
            },
            default);
    }

    public async Task UntilEmptyAsync()
    {
        var prefix = row.Way == Way.RabbitMq ? $"{ShopDb.Schema}." : "";
        await NoneAsync(Session, $"{prefix}outbox");
        if (app.Services.GetService<Session<WarehouseDb>>() is { } warehouse && row.What == What.EndToEnd)
        {
            await NoneAsync(warehouse, row.Way == Way.RabbitMq ? $"{WarehouseDb.Schema}.jobs" : "jobs");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task NoneAsync<TContext>(Session<TContext> session, string table)
        where TContext : Microsoft.EntityFrameworkCore.DbContext
    {
        SqlStatement left = new($"select count(*) from (select 1 from {table} limit 1) as first");
        while (Convert.ToInt64((await session.ReadAsync(left, row => row.GetValue(0), default))[0], CultureInfo.InvariantCulture) > 0)
        {
            await Task.Delay(2);
        }
    }
}
