namespace Seaworthy.Tests.Cli;

[Trait("Requirement", "R60")]
public sealed class JobsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, "QUEUE     WAITING", "queues")]
    [InlineData(0, "", "list", "--status", "done", "--kind", "daily-report", "--argument", "2026-11-26")]
    [InlineData(1, "cafe has no job 0193c5a1-7c1e-7a3b-9f00-3c2f1b5e8d11", "retry", "0193c5a1-7c1e-7a3b-9f00-3c2f1b5e8d11")]
    [InlineData(2, "cafe has no queue 'defualt'", "pause", "defualt")]
    [InlineData(2, "--most takes 1 to 1000", "list", "--most", "0")]
    public async Task It_shows_what_there_is_and_refuses_what_cannot_be_with_its_repair(int exit, string says, params string[] arguments)
    {
        (await CliProcess.RunAsync(_folder.Path, ["migrate", "up", "--data", "here", "--target", "cafe"], ("DOTNET_ENVIRONMENT", "Development"))).Exit.ShouldBe(0);

        var run = await CliProcess.RunAsync(_folder.Path, ["jobs", .. arguments, "--data", "here", "--service", "cafe"], ("DOTNET_ENVIRONMENT", "Development"));

        run.Exit.ShouldBe(exit, run.Output + run.Errors);
        (run.Output + run.Errors).ShouldContain(says);
    }
}
