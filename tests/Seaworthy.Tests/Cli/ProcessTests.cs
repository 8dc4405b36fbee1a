using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Seaworthy.Cli;
using Seaworthy.Cli.Hosting;
using Seaworthy.Cli.Processes;

namespace Seaworthy.Tests.Cli;

/// <summary>What <c>serve --processes</c> starts, without starting it.</summary>
[Trait("Requirement", "R24")]
public sealed class ProcessTests
{
    [Theory]
    [InlineData("Production", null, "9466")]
    [InlineData("Production", "9000", "9002")]
    [InlineData("Production", "0", "0")]
    [InlineData("Development", null, "0")]
    public void Each_has_operators_pages_of_its_own_where_one_process_has_some(string environment, string? port, string second)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection([new("Seaworthy:Management:Port", port)]);
        var host = new ToolHost(builder, builder.AddSeaworthy(), new(Targets.Named("grocery,cafe"), null), "a test");

        new ProcessLayout(host, 8000, []).Management(2).ShouldBe(("Seaworthy__Management__Port", second));
    }

    [Fact]
    public async Task One_that_cannot_be_started_is_told_and_may_be_tried_again()
    {
        using var told = new StringWriter();

        // Longer than a kernel takes.
        using var child = new ChildProcess("grocery", 8001, [new string('x', 1 << 20)], [], 7, new Terminal(TextWriter.Null, told, colours: false, livesInPlace: false));

        (await child.StartAsync()).ShouldBeFalse();
        (await child.StartAsync()).ShouldBeFalse();
        child.ExitCode.ShouldBe(ExitCode.Environment);
        told.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line.StartsWith("grocery cannot be started: ", StringComparison.Ordinal)).ShouldBe(2);
    }
}
