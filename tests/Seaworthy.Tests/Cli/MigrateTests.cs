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

    private Task<CliResult> RunAsync(string line, string environment = "development") =>
        CliProcess.RunAsync(_folder.Path, line.Split(' '), ("ENVIRONMENT", environment));
}
