using System.Text;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Hosting;
using Seaworthy.Seeding;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>Issues out of files of trackers, as they are published, and more than once.</summary>
[Trait("Requirement", "R28")]
public abstract class IssueImportTests(TodosOnSqlite host)
{
    private const string Issues = "project,issue_id,title,status,priority,resolution,labels,created,resolved,description\r\n"
        + "hadoop,1,Run CI for Fedora 33,Open,Critical,,3.4.0,02/Aug/21 06:09,,Need to run it\r\n"
        + "hadoop,2,  \bPotenail NPE\t,Resolved,Major,Fixed,\"3.4.0, backport\",03/Sep/21 01:43,09/Sep/21 04:24,\"First\n\nsays \"\"x\"\" <b>bold</b>\"\r\n"
        + "seamonkey,1,Repeated title,RESOLVED,--,FIXED,,2020-01-02 17:14:21+02:00,,\r\n"
        + "seamonkey,2,Repeated title,UNCONFIRMED,P5,,,2020-01-02 17:14:21+00:00,2021-01-01 00:00:00+00:00,open though resolved says when\r\n"
        + "seamonkey,3,Unknown,Sleeping,P5,,,2020-01-02 17:14:21+00:00,,\r\n"
        + "seamonkey,4,When,NEW,P5,,,yesterday,,\r\n"
        + "seamonkey,5,,NEW,P5,,,,,\r\n"
        + ",,No id,NEW,P5,,,,,\r\n"
        + "hadoop,1,Once more,Open,Minor,,,,,\r\n"
        + "hadoop,9,Cut short,Open\r\n";

    [Fact]
    public async Task Both_vocabularies_and_both_dates_come_in_and_the_report_says_what_became_of_the_rest()
    {
        var report = Path.Combine(host.Database.Folder, "report.csv");
        var loaded = await LoadAsync(Issues, report);

        (loaded.Added, loaded.Rejected, loaded.RejectsFile).ShouldBe((4, 6, report));
        var rows = await host.Session.ReadAsync(
            (db, ct) => db.Todos.Where(todo => todo.ImportKey!.StartsWith("issue:hadoop:") || todo.ImportKey.StartsWith("issue:seamonkey:")).OrderBy(todo => todo.ImportKey)
                .Select(todo => new { todo.ImportKey, todo.Title, todo.Status, todo.Priority, todo.CreatedAt, todo.Description, Tags = todo.Tags.OrderBy(link => link.Tag.NameKey).Select(link => link.Tag.Name).ToList() }).ToListAsync(ct), default);
        rows.Select(row => $"{row.ImportKey}|{row.Title}|{row.Status}|{row.Priority}|{row.CreatedAt:yyyy-MM-dd HH:mm}|{string.Join(' ', row.Tags)}").ShouldBe(
        [
            "issue:hadoop:1|Run CI for Fedora 33|pending|high|2021-08-02 06:09|3.4.0 hadoop",
            "issue:hadoop:2|Potenail NPE|completed|medium|2021-09-03 01:43|3.4.0 backport hadoop",
            "issue:seamonkey:1|Repeated title|completed|medium|2020-01-02 15:14|seamonkey",
            "issue:seamonkey:2|Repeated title|pending|low|2020-01-02 17:14|seamonkey",
        ]);
        rows[1].Description.ShouldBe("First\n\nsays \"x\" bold");
        var lines = await File.ReadAllLinesAsync(report);
        foreach (var (line, words) in new[]
        {
            ("3,loaded,", "control characters were taken out of the title"), ("8,rejected,", "the status 'Sleeping'"), ("9,rejected,", "the date 'yesterday'"), ("10,rejected,", "has no title"),
            ("11,rejected,", "has no id"), ("12,rejected,", "repeats line 2"), ("13,rejected,", "it is cut short"),
        })
        {
            lines.ShouldContain(text => text.StartsWith(line, StringComparison.Ordinal) && text.Contains(words, StringComparison.Ordinal), string.Join('\n', lines));
        }
    }

    [Fact]
    public async Task A_second_time_changes_what_differs_and_nothing_else()
    {
        var file = Issues.Replace("hadoop", "again", StringComparison.Ordinal).Replace("seamonkey", "again2", StringComparison.Ordinal);
        await LoadAsync(file);

        var same = await LoadAsync(file);
        var other = await LoadAsync(file.Replace("33,Open,Critical", "33,Closed,Critical", StringComparison.Ordinal));

        (same.Added, same.Changed, same.Unchanged).ShouldBe((0, 0, 4));
        (other.Added, other.Changed, other.Unchanged).ShouldBe((0, 1, 3));
        (await host.Session.ReadAsync((db, ct) => db.Todos.Where(todo => todo.ImportKey == "issue:again:1").Select(todo => todo.Completed).SingleAsync(ct), default)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n1,2\n")]
    public async Task A_file_that_holds_no_issues_is_refused_as_a_whole(string text) =>
        await Should.ThrowAsync<SeedFileException>(() => LoadAsync(text));

    [Theory]
    [InlineData(200, 200, 1)]
    [InlineData(201, 1, 0)]
    [InlineData(1, 201, 0)]
    public async Task An_id_and_a_project_have_at_most_200_characters(int project, int id, int added) =>
        (await LoadAsync($"project,issue_id,title,status,priority\n{new string('p', project)},{new string('1', id)},Long,Open,Major\n")).Added.ShouldBe(added);

    [Fact]
    public async Task What_is_for_the_grocerys_catalogue_is_refused_by_name() =>
        (await Should.ThrowAsync<SeedFileException>(() => host.SeedAsync(new SeedRequest("issues.csv", RequirePrice: true)))).Message.ShouldContain("--require-price");

    [Fact]
    public async Task The_demo_team_is_made_once() => (await host.SeedAsync(new SeedRequest())).Added.ShouldBe(0);

    private async Task<SeedReport> LoadAsync(string text, string? report = null)
    {
        var file = Path.Combine(host.Database.Folder, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, text, Encoding.UTF8);
        return await host.SeedAsync(new SeedRequest(file, RejectsFile: report));
    }
}

public sealed class IssueImport_on_SQLite(TodosOnSqlite host) : IssueImportTests(host), IClassFixture<TodosOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class IssueImport_on_PostgreSQL(TodosOnPostgreSql host) : IssueImportTests(host), IClassFixture<TodosOnPostgreSql>;
