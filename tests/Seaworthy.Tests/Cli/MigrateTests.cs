using System.Text.Json;

namespace Seaworthy.Tests.Cli;

[Trait("Requirement", "R27")]
public sealed class MigrateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Up_down_and_check_agree_on_what_is_pending()
    {
        (await RunAsync("migrate --check --target grocery")).Exit.ShouldBe(1);
        (await RunAsync("migrate --dry-run --target grocery")).Output.ShouldContain("CREATE TABLE");
        (await RunAsync("migrate --check --target grocery")).Exit.ShouldBe(1, "a preview changes nothing");

        (await RunAsync("migrate up --target grocery")).Exit.ShouldBe(0);
        (await RunAsync("migrate --check --target grocery")).Exit.ShouldBe(0);
        (await RunAsync("migrate up --target grocery")).Output.ShouldContain("nothing was pending");

        (await RunAsync("migrate down --target grocery")).Output.ShouldContain("undid");
        var status = JsonDocument.Parse((await RunAsync("migrate status --json --target grocery")).Output).RootElement;
        status.GetProperty("pending").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Undoing_down_to_what_is_pending_undoes_nothing()
    {
        (await RunAsync("migrate up --target grocery --to 20261121000001_Catalogue")).Exit.ShouldBe(0);

        var result = await RunAsync("migrate down --target grocery --to 20261125000001_Shop");

        result.Exit.ShouldBe(2);
        result.Errors.ShouldContain("--to 20261125000001_Shop: grocery has not applied it");
        (await RunAsync("migrate status --target grocery")).Output.ShouldContain("applied   20261121000001_Catalogue");
    }

    [Fact]
    public async Task An_id_that_one_of_the_databases_lacks_changes_none()
    {
        var result = await RunAsync("migrate up --target grocery,cafe --to 20261121000001_Catalogue");

        result.Exit.ShouldBe(2);
        result.Errors.ShouldContain("cafe has no such migration");
        Directory.GetFiles(_folder.Path, "*.db", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Requirement", "R31")]
    public async Task A_file_that_a_service_had_to_itself_stays_its_own()
    {
        (string, string)[] settings = [("ENVIRONMENT", "development"), ("DATABASE_URL", "sqlite:app.db")];
        (await CliProcess.RunAsync(_folder.Path, ["migrate", "up", "--target", "grocery"], settings)).Exit.ShouldBe(0);
        File.Exists(Path.Combine(_folder.Path, "app-grocery.db")).ShouldBeTrue();

        // As it was called before services were called alike.
        foreach (var file in Directory.GetFiles(_folder.Path, "app-grocery.db*"))
        {
            File.Move(file, file.Replace("app-grocery.db", "app.db", StringComparison.Ordinal));
        }

        var status = await CliProcess.RunAsync(_folder.Path, ["migrate", "--check", "--target", "grocery"], settings);

        status.Exit.ShouldBe(0, status.Output);
        status.Output.ShouldContain("sqlite app.db");
    }

    [Fact]
    public async Task A_preview_goes_as_far_as_it_was_told_and_holds_the_history()
    {
        var preview = (await RunAsync("migrate up --target grocery --dry-run --to 20261121000001_Catalogue")).Output;

        preview.ShouldContain("insert into __migrations (id, applied_at) values ('20261121000001_Catalogue', current_timestamp);");
        preview.ShouldNotContain("20261125000001_Shop");
    }

    [Theory]
    [InlineData("migrate status", 0)]
    [InlineData("migrate --check --target grocery", 1)]
    [InlineData("migrate --dry-run --target grocery", 0)]
    [InlineData("migrate script --target grocery", 0)]
    public async Task To_look_makes_no_database_and_claims_none(string line, int whilePending)
    {
        (await RunAsync(line)).Exit.ShouldBe(whilePending);
        Directory.GetFiles(_folder.Path, "grocery.db*", SearchOption.AllDirectories).ShouldBeEmpty();

        (await RunAsync(line.Contains("--target", StringComparison.Ordinal) ? "migrate up --target grocery" : "migrate up")).Exit.ShouldBe(0);
        var claim = Directory.GetFiles(_folder.Path, "grocery.db.lock", SearchOption.AllDirectories).Single();
        await using var served = new FileStream(claim, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        (await RunAsync(line)).Exit.ShouldBe(0, "another process may serve it");
        (await RunAsync("migrate down --target grocery")).Exit.ShouldBe(3, "but nobody changes it meanwhile");
    }

    [Fact]
    public async Task Undoing_outside_development_needs_the_name_again()
    {
        var result = await RunAsync("migrate down --target grocery", "production");

        result.Exit.ShouldBe(2);
        result.Errors.ShouldContain("--confirm grocery");
    }

    [Theory]
    [InlineData("migrate up --to nothing", 2, "no such migration")]
    [InlineData("migrate sideways", 2, "is not a command")]
    public async Task What_is_not_there_is_named(string line, int exit, string says)
    {
        var result = await RunAsync(line);

        result.Exit.ShouldBe(exit);
        result.Errors.ShouldContain(says);
    }

    [Fact]
    public async Task A_database_that_is_away_is_the_environments_fault()
    {
        var result = await CliProcess.RunAsync(
            _folder.Path, ["migrate", "status"],
            ("ENVIRONMENT", "development"), ("DATABASE_URL", "postgresql://shop:hunter2@127.0.0.1:1/shop"));

        result.Exit.ShouldBe(3, result.Errors);
        result.Errors.ShouldContain("the database 127.0.0.1:1/shop does not answer");
        result.Errors.ShouldNotContain("hunter2");
    }

    [Fact]
    [Trait("Requirement", "R28")]
    public async Task A_second_seed_changes_nothing()
    {
        var first = await RunAsync("seed grocery --json");
        var second = await RunAsync("seed grocery --json");

        first.Exit.ShouldBe(0, first.Errors);
        var (before, after) = (JsonDocument.Parse(first.Output).RootElement, JsonDocument.Parse(second.Output).RootElement);
        before.GetProperty("added").GetInt64().ShouldBeGreaterThan(0);
        after.GetProperty("added").GetInt64().ShouldBe(0);
        after.GetProperty("unchanged").GetInt64().ShouldBe(before.GetProperty("added").GetInt64());
    }

    private Task<CliResult> RunAsync(string line, string environment = "development") =>
        CliProcess.RunAsync(_folder.Path, line.Split(' '), ("ENVIRONMENT", environment));
}
