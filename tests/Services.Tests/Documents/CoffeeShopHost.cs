using Seaworthy.Cafe;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>The cafe, for the second document's pages and calls.</summary>
public class CoffeeShopHost : ServedAlone<CafeModule>;

public sealed class CoffeeShopHostOnPostgreSql : CoffeeShopHost
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
