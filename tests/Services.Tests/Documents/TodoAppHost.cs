using Seaworthy.Todos;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>The todos, for the fourth document's pages and calls.</summary>
public class TodoAppHost : ServedAlone<TodosModule>;

public sealed class TodoAppHostOnPostgreSql : TodoAppHost
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
