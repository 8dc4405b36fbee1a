using System.Text.RegularExpressions;
using Seaworthy.Tests.Cli;

namespace Seaworthy.Tests.Docs;

/// <summary>Every command of the README is run against the tool itself, as a child process with a folder of its own.</summary>
public sealed class ReadmeTests : IDisposable
{
    private static readonly string Readme = File.ReadAllText(Repository.Path("README.md"));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_command_succeeds()
    {
        var commands = Markdown.Commands(Readme).ToList();
        commands.ShouldContain("./seaworthy serve");
        var (cli, address) = await CliProcess.ServeAsync(_folder.Path);
        await using var served = cli;
        using var client = new HttpClient();

        var kept = new KeptAnswers();
        foreach (var written in commands)
        {
            var command = kept.Fill(written);
            await (command.Split(' ') switch
            {
                ["./seaworthy", "serve"] => Task.CompletedTask, // it is what answers here
                ["./seaworthy", .. var args] => ShouldSayYesAsync(args),
                ["curl", ..] when IsSoon(written) => ShouldSucceedSoonAsync(client, command, address),
                ["curl", ..] => ShouldSucceedAsync(client, command, address, Refusal(written)),
                _ when KeptAnswers.IsKept(command) => kept.KeepAsync(client, command, address),
                ["./test"] or ["./test", "--install"] => ShouldBeExecutable("test"),
                ["dotnet", "pack", ..] => Task.CompletedTask, // PackageTests runs it
                _ => throw new NotSupportedException($"Nobody runs '{command}': say here how"),
            });
        }
    }

    [Fact]
    public void The_launcher_is_executable() => ShouldBeExecutable("seaworthy");

    [Fact]
    public void The_first_screen_names_the_five_backends_by_their_documents()
    {
        var screen = Readme[..Readme.IndexOf("## What it is not", StringComparison.Ordinal)];

        foreach (var name in (string[])["GroFast", "coffee shop", "Etter", "todo", "ride hailing"])
        {
            screen.ShouldContain($"| **{name}**");
        }
    }

    [Fact]
    public void A_backend_that_can_be_served_has_a_call_and_no_other_has()
    {
        var called = Regex.Matches(Readme, @"^\| \*\*.*`curl http://localhost:8000/(\w+)/", RegexOptions.Multiline).Select(row => row.Groups[1].Value);

        called.ShouldBe(Seaworthy.Cli.Targets.All.Select(target => target.Info.Target.Split('/')[0]).Distinct());
    }

    [Fact]
    public void The_two_lines_are_those_of_the_package()
    {
        var package = File.ReadAllText(Repository.Path("src/Seaworthy/README.md"));

        Markdown.Blocks(Readme, "csharp").Single().ShouldBe(Markdown.Blocks(package, "csharp").First());
    }

    private static async Task ShouldSayYesAsync(string[] args)
    {
        // Development as the launcher says it, in another folder than the one that is being served.
        using var folder = new TemporaryFolder();
        var result = await CliProcess.RunAsync(folder.Path, args, ("DOTNET_ENVIRONMENT", "Development"));

        result.Exit.ShouldBe(0, $"{string.Join(' ', args)}: {result.Errors}");
        result.Output.ShouldNotBeEmpty();
    }

    private static async Task ShouldSucceedAsync(HttpClient client, string command, Uri address, int? refusal)
    {
        using var request = CurlLine.Parse(command).To(address);
        using var response = await client.SendAsync(request);

        var told = $"{command}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
        (refusal is null ? response.IsSuccessStatusCode : (int)response.StatusCode == refusal).ShouldBeTrue(told);
    }

    // A line that shows a refusal says so in its comment: "# 409: one is left".
    private static int? Refusal(string command) =>
        Regex.Match(Readme, Regex.Escape(command) + @"\s+# (\d{3})\b") is { Success: true } said ? int.Parse(said.Groups[1].Value) : null;

    // A line that asks for what another module is told of in a moment says so in its comment, and a reader is slower than that.
    private static bool IsSoon(string command) => Regex.IsMatch(Readme, Regex.Escape(command) + @"\s+# a moment later\b");

    private static async Task ShouldSucceedSoonAsync(HttpClient client, string command, Uri address)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using var request = CurlLine.Parse(command).To(address);
            using var response = await client.SendAsync(request, patience.Token);
            if (response.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(Between, patience.Token);
        }
    }

    private static Task ShouldBeExecutable(string name)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Repository.Path(name)).HasFlag(UnixFileMode.OtherExecute).ShouldBeTrue($"{name} is not executable");
        }

        return Task.CompletedTask;
    }
}
