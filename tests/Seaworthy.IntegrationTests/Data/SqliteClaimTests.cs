using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.Grocery;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.IntegrationTests.Data;

/// <summary>SQLite's file is claimed at the first use; what was in the way of that may go while the process lives.</summary>
[Trait("Requirement", "R32")]
public sealed class SqliteClaimTests : IAsyncLifetime
{
    private const string CursorKey = "8f1d0c6b5a4938271605f4e3d2c1b0a99887766554433221100ffeeddccbbaa0";
    private readonly string _folder = Directory.CreateTempSubdirectory("seaworthy-claim-").FullName;
    private TestApp _app = null!;

    private string Data => Path.Combine(_folder, "data");

    private IServiceDatabase Database => _app.App.Services.GetRequiredService<IServiceDatabase>();

    public async Task InitializeAsync() => _app = await TestApp.StartAsync(
        builder =>
        {
            builder.Services.AddEmbeddedSqlite();
            builder.AddSeaworthy().AddTokens().AddModule<GroceryModule>();
        },
        app => app.UseSeaworthy(),
        // Its jobs and events would be the first to use it.
        ("Seaworthy:DataDirectory", Data), ("Seaworthy:Secrets:CursorKey", CursorKey), ("Seaworthy:Jobs:Enabled", "false"), ("Seaworthy:Messaging:Relay", "false"));

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_503_until_it_can_and_no_restart_is_needed()
    {
        await File.WriteAllTextAsync(Data, "a file where the folder should be");

        using (var refused = await _app.Client.GetAsync("/grocery/api/v2/products"))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter!.Delta.ShouldNotBeNull();
            (await refused.Content.ReadAsStringAsync()).ShouldNotContain(_folder);
        }

        File.Delete(Data);
        await Database.MigrateUpAsync(null, default);

        using var served = await _app.Client.GetAsync("/grocery/api/v2/products");
        served.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_claim_that_fails_lets_go_of_the_lock()
    {
        var file = Path.Combine(Data, "grocery.db");
        Directory.CreateDirectory(file);

        await Should.ThrowAsync<Exception>(() => Database.PingAsync(default));

        // Throws while somebody holds it.
        await new FileStream(file + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None).DisposeAsync();
        Directory.Delete(file);
        await Database.PingAsync(default);
    }

    [Fact]
    public async Task A_lock_file_that_cannot_be_opened_is_not_told_as_another_process()
    {
        Directory.CreateDirectory(Path.Combine(Data, "grocery.db.lock"));

        var told = await Should.ThrowAsync<DatabaseSettingException>(() => Database.PingAsync(default));

        told.Message.ShouldContain("cannot be opened");
        told.Message.ShouldNotContain("another process");
    }
}
