namespace Seaworthy.Services.Tests.Accounts;

/// <summary>The same, with people who sign in at Firebase; a local issuer stands in for it.</summary>
public class FirebaseHost : TogetherHost, IAsyncLifetime
{
    internal LocalIssuer Issuer { get; } = new(TimeProvider.System);

    public new async Task InitializeAsync()
    {
        await Issuer.StartAsync();
        await base.InitializeAsync();
    }

    public new async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Seaworthy:Identity:Firebase:Project", LocalIssuer.Project), ("Seaworthy:Identity:Firebase:Issuer", LocalIssuer.Name),
        ("Seaworthy:Identity:Firebase:KeysUrl", $"{Issuer.KeysUrl}"), ("Seaworthy:Outgoing:Allowed:0", "127.0.0.1"),
    ];
}

public sealed class FirebaseHostOnPostgreSql : FirebaseHost
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
