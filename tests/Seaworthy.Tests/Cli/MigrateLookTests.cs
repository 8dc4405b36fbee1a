namespace Seaworthy.Tests.Cli;

/// <summary>What asks and changes nothing: status, check, preview and script.</summary>
[Trait("Requirement", "R27")]
public sealed class MigrateLookTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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
    public async Task A_database_that_is_away_is_the_environments_fault()
    {
        var result = await CliProcess.RunAsync(
            _folder.Path, ["migrate", "status"],
            ("ENVIRONMENT", "development"), ("DATABASE_URL", "postgresql://shop:hunter2@127.0.0.1:1/shop"));

        result.Exit.ShouldBe(3, result.Errors);
        result.Errors.ShouldContain("the database 127.0.0.1:1/shop does not answer");
        result.Errors.ShouldNotContain("hunter2");
    }

    private Task<CliResult> RunAsync(string line, string environment = "development") =>
        CliProcess.RunAsync(_folder.Path, line.Split(' '), ("ENVIRONMENT", environment));
}
