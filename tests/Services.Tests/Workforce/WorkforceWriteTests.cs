using System.Net;
using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>What people of a company write down and change.</summary>
public abstract class WorkforceWriteTests(WorkforceHost host)
{
    private readonly EtterClient _chief = new(host);

    [Fact]
    [Trait("Requirement", "R3")]
    public async Task An_email_is_made_small_and_a_wrong_one_is_told_in_the_documents_words()
    {
        var user = await _chief.PostAsync("/users", new { email = $"Grace.{host.Prefix.Length}@North.Example", username = "grace", full_name = "<b>Grace</b> Hopper" });
        ((string)user["email"]!, (string)user["full_name"]!).ShouldBe(($"grace.{host.Prefix.Length}@north.example", "Grace Hopper"));

        var (status, body) = await _chief.AskAsync(HttpMethod.Post, "/users", new { email = "no mail", username = "x", full_name = "X" });
        status.ShouldBe(HttpStatusCode.BadRequest);
        ((string)body["error_code"]!, (string)body["message"]!, (string)body["metadata"]!["field"]!).ShouldBe(("VALIDATION_ERROR", "Invalid email format", "email"));
    }

    [Theory]
    [InlineData("/workflows", """{"name":"Written once","steps":[{"name":"Step"}]}""")]
    [InlineData("/documents", """{"title":"Handed in once","content":"Text"}""")]
    [InlineData("/users", """{"email":"once@north.example","username":"once","full_name":"Only Once"}""")]
    public async Task What_is_sent_again_with_its_key_is_done_once(string path, string body)
    {
        var key = Guid.NewGuid().ToString();
        using var first = await _chief.SendAsync(HttpMethod.Post, path, JsonNode.Parse(body), key: key);
        using var second = await _chief.SendAsync(HttpMethod.Post, path, JsonNode.Parse(body), key: key);

        (first.StatusCode, second.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Created));
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        second.Headers.Location.ShouldBe(first.Headers.Location);
    }

    [Fact]
    public async Task An_email_belongs_to_one_user()
    {
        await _chief.PostAsync("/users", new { email = "twice@north.example", username = "twice", full_name = "Twice" });

        (await _chief.FailAsync(HttpMethod.Post, "/users", HttpStatusCode.Conflict, new { email = "TWICE@north.example", username = "twice", full_name = "Twice" })).Code.ShouldBe("CONFLICT");
    }

    [Fact]
    public async Task A_user_changes_from_the_version_that_was_read_and_once_only()
    {
        var id = (long)(await _chief.PostAsync("/users", new { email = "change@north.example", username = "change", full_name = "Before Change" }))["id"]!;
        var version = await _chief.ETagAsync($"/users/{id}");
        var body = new { email = "change@north.example", username = "change", full_name = "After Change", is_active = true };

        (await _chief.FailAsync(HttpMethod.Put, $"/users/{id}", HttpStatusCode.PreconditionRequired, body)).Code.ShouldBe("PRECONDITION_REQUIRED");
        ((string)(await _chief.PutAsync($"/users/{id}", body, version))["full_name"]!).ShouldBe("After Change");
        (await _chief.FailAsync(HttpMethod.Put, $"/users/{id}", HttpStatusCode.PreconditionFailed, body, version)).Code.ShouldBe("PRECONDITION_FAILED");
    }

    [Fact]
    public async Task Of_many_changes_from_one_version_one_is_made()
    {
        var id = await _chief.NewWorkflowAsync("Raced for");
        var version = await _chief.ETagAsync($"/workflows/{id}");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async n =>
        {
            using var answer = await _chief.SendAsync(HttpMethod.Put, $"/workflows/{id}", new { name = $"Won by {n}", status = "active", steps = new[] { new { name = $"Step of {n}" } } }, version);
            return answer.StatusCode;
        }));

        answers.Count(status => status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(status => status != HttpStatusCode.OK).Distinct().ShouldBe([HttpStatusCode.PreconditionFailed]);
        (await _chief.GetAsync($"/workflows/{id}"))["data"]!["steps"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_own_company_changes_and_no_other()
    {
        var body = new { name = "North & Sons", industry = "Trade", master_company_id = 1 };

        var changed = await _chief.PutAsync("/companies/1", body, await _chief.ETagAsync("/companies/1"));

        ((string)changed["name"]!, (long)changed["master_company_id"]!).ShouldBe(("North & Sons", 1));
        await _chief.FailAsync(HttpMethod.Put, "/companies/2", HttpStatusCode.NotFound, body, "\"1\"");
        (await _chief.FailAsync(HttpMethod.Put, "/companies/1", HttpStatusCode.BadRequest, new { name = "N", industry = "T", master_company_id = 77 }, "*")).Message.ShouldContain("77");
    }

    [Fact]
    public async Task A_workflow_keeps_its_steps_in_order_and_replaces_them()
    {
        var id = await _chief.NewWorkflowAsync();
        var made = (await _chief.GetAsync($"/workflows/{id}"))["data"]!;
        made["steps"]!.AsArray().Select(step => ((int)step!["position"]!, (string)step["name"]!)).ShouldBe([(1, "Advertise"), (2, "Talk")]);

        var changed = await _chief.PutAsync(
            $"/workflows/{id}", new { name = "Hire", status = "archived", role_id = 1, steps = new[] { new { name = "Analyze", task_id = 1, minutes = 5 } } }, await _chief.ETagAsync($"/workflows/{id}"));

        changed["steps"]!.AsArray().Select(step => ((string)step!["name"]!, (long)step["task_id"]!)).ShouldBe([("Analyze", 1)]);
        ((long)changed["version"]!).ShouldBe(2);
        (await _chief.GetAsync("/workflows?status=archived"))["data"]!.AsArray().Select(row => (long)row!["id"]!).ShouldContain(id);
    }

    [Fact]
    public async Task A_workflow_names_only_roles_and_tasks_that_are_there()
    {
        var (_, body) = await _chief.AskAsync(HttpMethod.Post, "/workflows", new { name = "Odd", role_id = 99, steps = new[] { new { name = "Odd", task_id = 98 } } });

        body["metadata"]!["errors"]!.AsArray().Select(error => (string)error!["pointer"]!).ShouldBe(["#/role_id", "#/steps/0/task_id"]);
    }

    [Fact]
    public async Task A_score_is_begun_and_validated_once_by_whoever_began_it()
    {
        var workflow = await _chief.NewWorkflowAsync("To be scored");
        var begun = await _chief.PostAsync($"/workflows/{workflow}/history", new { status = "in_progress" });
        var path = $"/workflow_history/{begun["id"]}";

        (await _chief.As(WorkforceHost.Analyst).FailAsync(HttpMethod.Put, path, HttpStatusCode.Forbidden, new { status = "rejected" })).Code.ShouldBe("FORBIDDEN");
        (await _chief.FailAsync(HttpMethod.Put, path, HttpStatusCode.BadRequest, new { status = "validated" })).Code.ShouldBe("VALIDATION_ERROR");
        var ended = await _chief.PutAsync(path, new { status = "validated", score = 40, notes = "Talking stays with people." });
        ((string)ended["status"]!, (int)ended["score"]!).ShouldBe(("validated", 40));
        (await _chief.FailAsync(HttpMethod.Put, path, HttpStatusCode.Conflict, new { status = "rejected" })).Code.ShouldBe("CONFLICT");
        (await _chief.GetAsync($"/workflow_history?workflow_id={workflow}&status=validated"))["data"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_document_goes_its_way_and_no_other()
    {
        var document = await _chief.PostAsync("/documents", new { title = "Handbook", content = new string('x', 3000) });
        var path = $"/documents/{document["id"]}/status";
        ((string)document["status"]!, ((string)document["content"]!).Length).ShouldBe(("received", 3000));

        (await _chief.FailAsync(HttpMethod.Put, path, HttpStatusCode.Conflict, new { status = "processed" })).Message.ShouldContain("received");
        foreach (var status in new[] { "processing", "failed", "processing", "processed" })
        {
            ((string)(await _chief.PutAsync(path, new { status }))["status"]!).ShouldBe(status);
        }

        await _chief.FailAsync(HttpMethod.Put, path, HttpStatusCode.Conflict, new { status = "failed" });
        var row = (await _chief.GetAsync("/documents?status=processed"))["data"]!.AsArray().Single(row => (long)row!["id"]! == (long)document["id"]!)!;
        ((string)row["content"]!).ShouldBe(new string('x', 1000) + "...");
    }
}

public sealed class WorkforceWriteTests_together_on_SQLite(WorkforceTogetherOnSqlite host) : WorkforceWriteTests(host), IClassFixture<WorkforceTogetherOnSqlite>;

public sealed class WorkforceWriteTests_apart_on_SQLite(WorkforceApartOnSqlite host) : WorkforceWriteTests(host), IClassFixture<WorkforceApartOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class WorkforceWriteTests_together_on_PostgreSQL(WorkforceTogetherOnPostgreSql host) : WorkforceWriteTests(host), IClassFixture<WorkforceTogetherOnPostgreSql>;

[Trait("Server", "PostgreSQL")]
public sealed class WorkforceWriteTests_apart_on_PostgreSQL(WorkforceApartOnPostgreSql host) : WorkforceWriteTests(host), IClassFixture<WorkforceApartOnPostgreSql>;
