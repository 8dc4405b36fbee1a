using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Services.Tests.Workforce;
using Seaworthy.Workforce;
using Seaworthy.Workforce.Companies;
using Seaworthy.Workforce.Documents;
using Seaworthy.Workforce.History;
using Seaworthy.Workforce.Roles;
using Seaworthy.Workforce.Scores;
using Seaworthy.Workforce.Simulation;
using Seaworthy.Workforce.Tasks;
using Seaworthy.Workforce.Users;
using Seaworthy.Workforce.Workflows;
using Xunit.Abstractions;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>Workforce, asked by one of a company's people, by one of another and by strangers.</summary>
public abstract class WorkforceFuzz(WorkforceHost host, ITestOutputHelper output) : FuzzTests(host, output)
{
    // Beyond all ids that requests name, so that no request takes the sender's own name away.
    private const long Sender = 1_000_000;
    private const string Email = "fuzz@north.example";

    private static readonly string[] Members = FuzzSubject.MembersOf(
        typeof(NewUser), typeof(NewWorkflow), typeof(NewStep), typeof(NewValidation), typeof(NewDocument), typeof(DocumentStep), typeof(CompanyChange), typeof(SimulationRequest), typeof(SimulatedRole));

    internal override FuzzSubject Subject { get; } = new()
    {
        Service = WorkforceModule.Info.Name,
        Parameters =
        [
            .. UserLists.All.Filters.Concat(DocumentLists.All.Filters).Concat(HistoryLists.All.Filters).Concat(WorkflowLists.All.Filters).Concat(ScoreLists.All.Filters)
                .Concat(RoleLists.All.Filters).Concat(TaskLists.All.Filters).SelectMany(filter => filter.Parameters).Distinct(), "q",
        ],
        Members = Members,
        SignIns = [.. Enumerable.Repeat($"Development {Email}", 8), $"Development {WorkforceHost.Stranger}", "Development nobody@nowhere.example", "Development \u00ff", null],
        Rows = 6,
        Body = Body,
        FailureType = "application/json",
        FailureFault = FailureFault,
        Meets = ["GET 200", "GET 400", "GET 401", "GET 403", "GET 404", "POST 200", "POST 201", "POST 400", "PUT 400", "PUT 404"],
        Alive = "/api/etter/roles",
    };

    // No scoring service is set: 503 is the answer to that.
    protected override bool IsAsked(string route) => !route.EndsWith("/score", StringComparison.Ordinal);

    protected override async Task<IReadOnlyList<string>> PrepareAsync()
    {
        await host.AddSenderAsync(Sender, Email);
        var client = new EtterClient(host);
        foreach (var name in new[] { "First", "Second" })
        {
            var workflow = await client.NewWorkflowAsync(name);
            await client.PostAsync($"/workflows/{workflow}/history", new { status = "in_progress" });
            await client.PostAsync("/documents", new { title = name, content = name });
        }

        return ["1", "2", $"{await new EtterClient(host, Email).SimulateAsync(new { n_iterations = 101, company = "First", automation_factor = 0.3, roles = new[] { new { role = "First", headcount = 1, avg_salary = 1 } } })}"];
    }

    private static string? FailureFault(JsonElement failure, int status) =>
        failure.GetProperty("status").GetString() != "failure" ? "no failure"
        : failure.GetProperty("error_code").GetString() is not { Length: > 0 } || failure.GetProperty("message").GetString() is not { Length: > 0 } ? "no code or message"
        : failure.GetProperty("metadata").ValueKind != JsonValueKind.Object || !failure.GetProperty("timestamp").TryGetDateTime(out _) ? "no metadata or timestamp"
        : null;

    private static Gen<string> Body(string route) =>
        route.Contains("/simulation", StringComparison.Ordinal) ? Simulation
        : route.Contains("/history", StringComparison.Ordinal) || route.Contains("workflow_history", StringComparison.Ordinal) ? Validation
        : route.Contains("/status", StringComparison.Ordinal) ? Gen.Elements("processing", "processed", "failed", "received").Select(status => $"{{\"status\":\"{status}\"}}")
        : route.Contains("/documents", StringComparison.Ordinal) ? Of(("title", Text), ("content", Text))
        : route.Contains("/workflows", StringComparison.Ordinal) ? Of(("name", Text), ("steps", Steps), ("description", Text), ("role_id", Number), ("status", Gen.Elements("\"draft\"", "\"active\"", "\"archived\"")))
        : route.Contains("/companies", StringComparison.Ordinal) ? Of(("name", Text), ("industry", Text), ("master_company_id", Number))
        : Of(("email", Emails), ("username", Text), ("full_name", Text), ("is_active", Gen.Elements("true", "false")));

    private static Gen<string> Text => Gen.Frequency((6, Gen.Elements("\"Fine\"", "\"José O'Brien-Smith\"")), (6, Gen.Elements(HostileWords.Texts)), (1, Gen.Elements(HostileWords.Leaves)));

    private static Gen<string> Number => Gen.Frequency((5, Gen.Choose(1, 3).Select(number => $"{number}")), (2, Gen.Constant("null")), (1, Gen.Elements(HostileWords.Leaves)));

    private static Gen<string> Emails => Gen.Frequency(
        (6, Gen.Choose(1, 100_000).Select(number => $"\"u{number}@north.example\"")), (1, Gen.Elements("\"a@b\"", "\"@b.example\"", "\"A.B+c@EXAMPLE.com\"", "\"a@b.example\\n\"")), (1, Text));

    private static Gen<string> Steps => Gen.Frequency(
        (6, Text.Zip(Gen.Choose(-1, 3)).ArrayOf(2).Select(steps => $"[{string.Join(',', steps.Select(step => $"{{\"name\":{step.Item1},\"minutes\":{step.Item2 * 60}}}"))}]")),
        (1, Gen.Elements("[]", "[null]", "[{}]", "[[]]", "{}", $"[{string.Join(',', Enumerable.Repeat("{\"name\":\"x\"}", 101))}]")),
        (1, Number.Select(task => $"[{{\"name\":\"x\",\"task_id\":{task}}}]")));

    private static Gen<string> Validation => Of(
        ("status", Gen.Elements("\"in_progress\"", "\"validated\"", "\"rejected\"", "\"done\"")), ("score", Gen.Choose(-1, 101).Select(score => $"{score}")), ("notes", Text));

    private static Gen<string> Simulation =>
        from factor in Gen.Elements("0", "0.3", "1", "1.01", "-0", "1e-300", "1e400")
        from rounds in Gen.Elements("1", "7", "100", "101", "100000", "10000001", "0")
        from seed in Gen.Elements("0", "-9223372036854775808", "9223372036854775807", "9223372036854775808", "1.5")
        from text in Text
        from salary in Gen.Elements("100000", "0.01", "10000000", "10000000.01", "-1")
        from head in Gen.Elements("1", "10000000", "10000001")
        select $"{{\"n_iterations\":{rounds},\"company\":{text},\"automation_factor\":{factor},\"seed\":{seed},\"roles\":[{{\"role\":{text},\"headcount\":{head},\"avg_salary\":{salary}}}]}}";

    // All members, one of them perhaps strange or twice.
    private static Gen<string> Of(params (string Name, Gen<string> Value)[] members) =>
        from usual in members.Aggregate(Gen.Constant(""), (all, member) => all.Zip(member.Value).Select(pair => $"{pair.Item1}{(pair.Item1.Length > 0 ? "," : "")}\"{member.Name}\":{pair.Item2}"))
        from other in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Elements(Members).Zip(Gen.Elements(HostileWords.Leaves)).Select(pair => $",\"{pair.Item1}\":{pair.Item2}")))
        select $"{{{usual}{other}}}";
}

public sealed class Fuzz_of_workforce_on_SQLite(WorkforceTogetherOnSqlite host, ITestOutputHelper output) : WorkforceFuzz(host, output), IClassFixture<WorkforceTogetherOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Fuzz_of_workforce_on_PostgreSQL(WorkforceTogetherOnPostgreSql host, ITestOutputHelper output) : WorkforceFuzz(host, output), IClassFixture<WorkforceTogetherOnPostgreSql>;
