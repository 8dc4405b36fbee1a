using Microsoft.Extensions.Hosting;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>The grocery at a developer's desk, where it has its admin area.</summary>
public class AdminTogetherOnSqlite : GroceryTogetherOnSqlite
{
    protected override string Environment => Environments.Development;
}

public class AdminApartOnSqlite : GroceryApartOnSqlite
{
    protected override string Environment => Environments.Development;
}

public sealed class AdminTogetherOnPostgreSql : AdminTogetherOnSqlite
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

public sealed class AdminApartOnPostgreSql : AdminApartOnSqlite
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
