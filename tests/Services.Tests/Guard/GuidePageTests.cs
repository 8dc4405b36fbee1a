using System.Net;
using Seaworthy.Cli;

namespace Seaworthy.Services.Tests.Guard;

/// <summary><c>docs/guides/guard-fastapi.md</c>: its app runs, its commands say what the page says.</summary>
[Trait("Requirement", "R75")]
public sealed class GuidePageTests
{
    private static readonly string Page = File.ReadAllText(Repository.Path("docs/guides/guard-fastapi.md"));

    [PeerFact("FastApi")]
    public async Task Every_command_does_what_the_page_says()
    {
        var folder = Directory.CreateTempSubdirectory("guard-").FullName;
        await File.WriteAllLinesAsync(Path.Combine(folder, "main.py"), Markdown.Blocks(Page, "python").Single());
        await using var app = await PeerProcess.UvicornAsync(folder);
        await using var guard = await GuardedApi.StartAsync(app.Address);
        var shown = new List<string>();
        foreach (var command in Markdown.Commands(Page))
        {
            switch (command.Split(' '))
            {
                case ["python3", "-m", "uvicorn", ..]:
                case ["./seaworthy", "guard", _]:
                    break; // they are what answers here
                case ["./seaworthy", .. var args]:
                    shown.Add(await SayAsync(args));
                    break;
                case ["curl", ..]:
                    var curl = CurlLine.Parse(command);
                    using (var request = curl.To(guard.Address))
                    using (var answer = await guard.Client.SendAsync(request))
                    {
                        shown.Add(await curl.ShowAsync(answer));
                    }

                    break;
                default:
                    throw new NotSupportedException($"Nobody runs '{command}': say here how");
            }
        }

        Directory.Delete(folder, recursive: true);
        shown[0].ShouldContain("Cache-Status: seaworthy; fwd=uri-miss; stored");
        shown[1].ShouldContain("Cache-Status: seaworthy; hit");
        shown[1].ShouldContain("Age: ");
        shown[2].ShouldContain("HTTP/1.1 201 Created");
        shown[2].ShouldContain("{\"id\":1}");
        shown[3].ShouldContain("{\"id\":1}");
        shown[3].ShouldContain("Idempotency-Replayed: true");
        shown[4].ShouldContain("HTTP/1.1 500");
        shown[4].ShouldContain("Internal Server Error");
        shown[4].ShouldNotContain("secret");
        shown[5].ShouldContain("\"ready\"");
        shown[6].ShouldContain("with an Idempotency-Key: done once");

        await app.KillAsync();
        (await guard.Client.GetAsync("/menu")).StatusCode.ShouldBe(HttpStatusCode.OK, "it is kept for a minute");
        await GuardFailureTests.ShouldBeProblemAsync(await guard.Client.GetAsync("/broken"), 502, "external-service");
    }

    private static async Task<string> SayAsync(string[] args)
    {
        await using var said = new StringWriter();
        (await new Tool(new Terminal(said, said, colours: false, livesInPlace: false)).RunAsync(args)).ShouldBe(0);
        return said.ToString();
    }
}
