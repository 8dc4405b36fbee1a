using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Seaworthy.Services.Tests.Todos;
using Seaworthy.Todos;
using Seaworthy.Todos.Bulk;
using Seaworthy.Todos.Data;
using Seaworthy.Todos.Items;
using Seaworthy.Todos.People;
using Xunit.Abstractions;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>The todos at a desk, asked by whoever reaches them.</summary>
public abstract class TodosFuzz(TodosOnSqlite host, ITestOutputHelper output) : FuzzTests(host, output)
{
    private const int Demo = TodosOnSqlite.DemoTodos;

    private static readonly string[] Members = FuzzSubject.MembersOf(typeof(NewTodo), typeof(StatusChange), typeof(NewName), typeof(NewEmployee), typeof(NewBulk), typeof(BulkFilter));

    internal override FuzzSubject Subject { get; } = new()
    {
        Service = TodosModule.Info.Name,
        Parameters = [.. TodoLists.V1.Filters.Concat(TodoLists.V2.Filters).Concat(TodoLists.ByTag.Filters).Concat(PeopleLists.Employees.Filters).SelectMany(filter => filter.Parameters).Distinct()],
        Members = Members,
        SignIns = [null, null, null, "Development test@example.com", "Development \u00ff"],
        Rows = Demo,
        Body = Body,
        FailureType = "application/json",
        FailureFault = (failure, _) => failure.GetProperty("error") is var error && error.GetProperty("code").GetString() is { Length: > 0 } && error.GetProperty("message").GetString() is { Length: > 0 }
            && error.GetProperty("timestamp").TryGetDateTime(out DateTime _) ? null : "no code, message or timestamp",
        Meets = ["GET 200", "GET 400", "GET 404", "POST 201", "POST 202", "POST 400", "POST 422", "PUT 200", "PUT 400", "PUT 404", "DELETE 204"],
        Alive = TodosClient.Todos,
    };

    protected override async Task<IReadOnlyList<string>> PrepareAsync()
    {
        var client = new TodosClient(host);
        return [(string)(await client.PostAsync($"{TodosClient.Todos}/bulk-process", status: System.Net.HttpStatusCode.Accepted))["task_id"]!];
    }

    private static Gen<string> Body(string route) =>
        route.EndsWith("/status", StringComparison.Ordinal) ? Gen.Elements(TodoStatus.All.ToArray()).Select(status => $"{{\"status\":\"{status}\"}}")
        : route.EndsWith("/bulk-process", StringComparison.Ordinal) ? Of(("action", Gen.Elements("\"complete\"", "\"delete\"", "\"retag\"", "\"reassign\"", "\"review\"", "\"x\"")), ("ids", Ids), ("filter", Filter), ("tag_ids", Ids), ("assignee_id", Number))
        : route.Contains("/employees", StringComparison.Ordinal) ? Of(("name", Text), ("email", Emails), ("department_id", Number))
        : route.Contains("/tags", StringComparison.Ordinal) || route.Contains("/departments", StringComparison.Ordinal) ? Of(("name", Gen.Frequency((4, Gen.Choose(1, 100_000).Select(number => $"\"n{number}\"")), (2, Text))))
        : Of(("title", Text), ("description", Text), ("status", Gen.Elements("\"pending\"", "\"completed\"", "null")), ("priority", Gen.Elements("\"low\"", "\"urgent\"")), ("due_date", Times), ("tag_ids", Ids), ("assignee_id", Number));

    private static Gen<string> Text => Gen.Frequency((6, Gen.Elements("\"Fine\"", "\"José O'Brien-Smith\"")), (3, Gen.Elements(HostileWords.Texts)), (1, Gen.Elements(HostileWords.Leaves)));

    private static Gen<string> Number => Gen.Frequency((3, Gen.Choose(1, 5).Select(number => $"{number}")), (4, Gen.Constant("null")), (1, Gen.Elements(HostileWords.Leaves)));

    private static Gen<string> Emails => Gen.Frequency((5, Gen.Choose(1, 100_000).Select(number => $"\"u{number}@fuzz.example\"")), (2, Gen.Constant("null")), (1, Text));

    private static Gen<string> Times => Gen.Frequency((4, Gen.Elements("null", "\"2027-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"2027-02-30T00:00:00Z\"")), (1, Gen.Elements(HostileWords.Leaves)));

    private static Gen<string> Ids => Gen.Frequency((4, Gen.Constant("null")), (4, Gen.Choose(1, Demo).Select(id => $"[{id}]")), (1, Gen.Elements("[]", "[null]", "[0]", "[9223372036854775807,1,1]", "{}", "[1.5]")));

    private static Gen<string> Filter => Gen.Frequency((5, Gen.Constant("null")), (2, Gen.Elements("{\"status\":\"pending\",\"due_before\":\"2027-01-01T00:00:00Z\"}", "{\"tag_id\":1,\"priority\":\"high\"}")), (1, Gen.Elements("{}", "[]", "{\"status\":1}")));

    // All members, one of them perhaps strange or twice.
    private static Gen<string> Of(params (string Name, Gen<string> Value)[] members) =>
        from usual in members.Aggregate(Gen.Constant(""), (all, member) => all.Zip(member.Value).Select(pair => $"{pair.Item1}{(pair.Item1.Length > 0 ? "," : "")}\"{member.Name}\":{pair.Item2}"))
        from other in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Elements(Members).Zip(Gen.Elements(HostileWords.Leaves)).Select(pair => $",\"{pair.Item1}\":{pair.Item2}")))
        select $"{{{usual}{other}}}";
}

public sealed class Fuzz_of_todos_on_SQLite(TodosOnSqlite host, ITestOutputHelper output) : TodosFuzz(host, output), IClassFixture<TodosOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Fuzz_of_todos_on_PostgreSQL(TodosOnPostgreSql host, ITestOutputHelper output) : TodosFuzz(host, output), IClassFixture<TodosOnPostgreSql>;
