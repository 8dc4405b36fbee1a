namespace Seaworthy.IntegrationTests.Jobs;

/// <summary>A dock of its own for each test, whose clock the test moves.</summary>
public abstract class DockTests(Func<Task<TestDatabase>> create) : IAsyncLifetime
{
    private TestDatabase _database = null!;

    private protected DockHost Dock { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _database = await DatabaseAsync();
        await StartAsync(("Seaworthy:Jobs:PollMs", "60000"), ("Seaworthy:Jobs:HeartbeatMs", "20"), ("Seaworthy:Jobs:LostAfterMs", "200"), ("Seaworthy:Jobs:DrainMs", "0"));
    }

    public async Task DisposeAsync()
    {
        await Dock.DisposeAsync();
        await _database.DisposeAsync();
    }

    private protected Task<TestDatabase> DatabaseAsync() => create();

    private protected async Task StartAsync(params (string Key, string Value)[] settings) => Dock = await DockHost.StartAsync(_database, settings);
}
