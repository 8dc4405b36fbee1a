using Seaworthy.Grocery;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>The grocery, for the first document's pages and calls.</summary>
public class DocumentHost : ServedAlone<GroceryModule>;

public sealed class DocumentHostOnPostgreSql : DocumentHost
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
