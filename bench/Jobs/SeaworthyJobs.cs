using System.Globalization;
using System.Security.Cryptography;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;

namespace Seaworthy.Bench.Jobs;

/// <summary>This project's own, in a host as an application has it.</summary>
internal sealed class SeaworthyJobs : IJobSystem
{
    private static readonly SqlStatement Left = new("select count(*) from load.jobs");
    private static readonly SqlStatement LeftInFile = new("select count(*) from jobs");
    private readonly WebApplication _worker;
    private readonly WebApplication _asker;
    private readonly JobRow _row;

    private SeaworthyJobs(JobRow row, WebApplication worker, WebApplication asker) => (_row, _worker, _asker) = (row, worker, asker);

    public static async Task<SeaworthyJobs> StartAsync(JobRow row, Database database, Begun begun)
    {
        var worker = await HostAsync(database, begun, works: true);
        return new(row, worker, row.Burden == Burden.OtherProcess ? await HostAsync(database, begun, works: false) : worker);
    }

    public async Task EnqueueAsync(int count, long stamp)
    {
        var jobs = _asker.Services.GetRequiredService<ServiceJobs<LoadDb>>();
        if (count == 1)
        {
            await jobs.EnqueueAsync(LoadModule.Kind, new(stamp), default);
            return;
        }

        await _asker.Services.GetRequiredService<Session<LoadDb>>().WriteAsync(
            async (db, ct) =>
            {
                await jobs.EnqueueManyAsync(db, LoadModule.Kind, Enumerable.Repeat(new Load(stamp), count), ct);
                return true;
            },
            default);
    }

    public async Task UntilEmptyAsync()
    {
        var session = _worker.Services.GetRequiredService<Session<LoadDb>>();
        var left = _row.Engine == EngineKind.PostgreSql ? Left : LeftInFile;
        while (Convert.ToInt64((await session.ReadAsync(left, row => row.GetValue(0), default))[0], CultureInfo.InvariantCulture) > 0)
        {
            await Task.Delay(2);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.StopAsync();
        await _worker.DisposeAsync();
        if (_asker != _worker)
        {
            await _asker.StopAsync();
            await _asker.DisposeAsync();
        }
    }

    private static async Task<WebApplication> HostAsync(Database database, Begun begun, bool works)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Seaworthy:DataDirectory"] = database.Folder,
            ["Seaworthy:Database:Url"] = database.Url,
            ["Seaworthy:Secrets:CursorKey"] = RandomNumberGenerator.GetHexString(64, lowercase: true),
            ["Seaworthy:Management:Port"] = "0",
            ["Seaworthy:Drain:GraceMs"] = "0",
            ["Seaworthy:Jobs:Enabled"] = works ? "true" : "false",
        });
        builder.Services.AddSingleton(begun);
        builder.Services.AddEmbeddedSqlite();
        builder.AddSeaworthy().AddModule<LoadModule>();
        var app = builder.Build();
        app.UseSeaworthy();
        await app.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(to: null, default);
        await app.StartAsync();
        return app;
    }
}
