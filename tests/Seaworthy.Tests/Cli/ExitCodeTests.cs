using System.CommandLine;
using Seaworthy.Cli;

namespace Seaworthy.Tests.Cli;

/// <summary>The same code means the same for every command; seen from outside, as a script sees it.</summary>
[Trait("Requirement", "R62")]
public sealed class ExitCodeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, "targets", "grocery")]
    [InlineData(0, "targets --json", "seaworthy.targets/1")]
    [InlineData(0, "explain GET /grocery/api/v1/products/1", "products/{id:long}")]
    [InlineData(0, "explain --pipeline", "record")]
    [InlineData(0, "config Bounds", "Bounds:UrlChars")]
    [InlineData(0, "", "seaworthy serve")]
    [InlineData(0, "-h", "seaworthy serve")]
    [InlineData(0, "help serve", "--port N")]
    [InlineData(0, "serve -h", "--port N")]
    [InlineData(0, "--version", "0.1")]
    [InlineData(1, "explain GET /nothing", "404")]
    [InlineData(1, "explain DELETE /grocery/api/v1/products/1", "405")]
    [InlineData(1, "config Bonds", "did you mean Bounds?")]
    [InlineData(2, "serv", "did you mean serve?")]
    [InlineData(2, "help audti", "'audti' is not a command")]
    [InlineData(2, "serve --prt 1", "did you mean --port?")]
    [InlineData(2, "serve --port abc", "must be a whole number from 0 to 65535")]
    [InlineData(2, "serve --port 65536", "must be a whole number from 0 to 65535")]
    [InlineData(2, "serve --target grcery", "'grcery' is no target, did you mean grocery?")]
    [InlineData(2, "serve --target grocery,bakery", "'bakery' is no target")]
    [InlineData(2, "serve --target cafe:worker", "cafe:worker needs PostgreSQL")]
    [InlineData(2, "serve --target cafe,cafe:worker", "'cafe' runs its jobs too")]
    [InlineData(2, "serve --target grocery/stock", "grocery has no such module")]
    [InlineData(2, "seed bakery", "known targets are grocery")]
    [InlineData(2, "seed grocery --from nothing.csv", "there is no such file")]
    [InlineData(2, "seed grocery --map name", "must be ours=theirs")]
    [InlineData(2, "seed grocery --from afile --rejects ./afile", "fix: name another file, or leave it out: the report is afile.report.csv then")]
    [InlineData(2, "seed grocery --orders afile --rejects afile", "--rejects afile: the report would be written over what it is about")]
    [InlineData(2, "explain", "needs a method and a path")]
    [InlineData(3, "serve --data afile/data", "--data DIR names another")]
    public async Task A_command_ends_with_its_code_and_says_why(int exit, string line, string says)
    {
        _folder.Write("afile", "");

        var result = await CliProcess.RunAsync(_folder.Path, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        result.Exit.ShouldBe(exit, result.Errors);
        (exit == 0 ? result.Output : result.Output + result.Errors).ShouldContain(says);
        result.ErrorLines.ShouldBeLessThanOrEqualTo(5);
        (result.Output + result.Errors).ShouldNotContain("\u001b");
        (result.Output + result.Errors).ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Settings_that_are_wrong_are_told_all_at_once()
    {
        _folder.Write(".env", "# ours\nSeaworthy__Cors__Orgins=https://shop.example\n");

        var result = await CliProcess.RunAsync(
            _folder.Path, ["serve"], ("Seaworthy__Bounds__UrlChars", "abc"), ("PORT", "eighty"), ("LOG_LEVEL", "loud"), ("Logging__LogLevel__Default", "laud"));

        result.Exit.ShouldBe(ExitCode.Usage);
        result.Errors.ShouldContain("error: 5 settings are not valid");
        result.Errors.ShouldContain("Seaworthy:Bounds:UrlChars = abc   must be a whole number from 1 to 65536   (env Seaworthy__Bounds__UrlChars)");
        result.Errors.ShouldContain("Seaworthy:Cors:Orgins   is no setting, did you mean Cors:Origins?   (.env:2)");
        result.Errors.ShouldContain("PORT = eighty");
        result.Errors.ShouldContain("Logging:LogLevel:Default = laud   must be one of Trace, Debug, Information, Warning, Error, Critical, None   (env Logging__LogLevel__Default)");
        result.ErrorLines.ShouldBeLessThanOrEqualTo(10);
        result.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task An_exception_that_nobody_expected_is_one_line_and_a_report()
    {
        var broken = new Command("break");
        broken.SetAction(int (_) => throw new InvalidOperationException("Host=db;Password=hunter2"));

        var (exit, errors) = await RunHereAsync([broken], "break");

        exit.ShouldBe(ExitCode.Bug);
        errors.ShouldStartWith("error: this is our bug: InvalidOperationException");
        var report = errors.Split("report: ")[1].Trim();
        var text = await File.ReadAllTextAsync(report);
        File.Delete(report);
        text.ShouldContain("seaworthy break");
        text.ShouldContain("   at ");
        text.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task A_command_with_nothing_to_judge_is_inconclusive()
    {
        var empty = new Command("empty");
        empty.SetAction(int (_) => throw new Refusal(ExitCode.Inconclusive, "nothing to judge"));

        (await RunHereAsync([empty], "empty")).Exit.ShouldBe(4);
    }

    [Fact]
    public async Task A_command_that_was_interrupted_says_so()
    {
        using var source = new CancellationTokenSource();
        var waits = new Command("wait");
        waits.SetAction(async (_, cancellationToken) =>
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });

        (await RunHereAsync([waits], "wait", source.Token)).Exit.ShouldBe(130);
    }

    private static async Task<(int Exit, string Errors)> RunHereAsync(Command[] more, string line, CancellationToken cancellationToken = default)
    {
        using var errors = new StringWriter();
        var tool = new Tool(new Terminal(TextWriter.Null, errors, colours: false, livesInPlace: false), more);
        return (await tool.RunAsync([line], cancellationToken), errors.ToString());
    }
}
