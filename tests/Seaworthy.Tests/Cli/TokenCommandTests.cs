using System.Text.Json;
using Seaworthy.Tests.Identity.Tokens;

namespace Seaworthy.Tests.Cli;

[Trait("Requirement", "R10")]
public sealed class TokenCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_prints_a_token_that_a_server_on_the_same_folder_accepts()
    {
        var printed = await CliProcess.RunAsync(
            _folder.Path, ["token", "Test@example.com", "--role", "staff", "--scope", "orders:write", "--data", "here"], ("DOTNET_ENVIRONMENT", "Development"));
        printed.Exit.ShouldBe(0, printed.Errors);

        var payload = JsonDocument.Parse(TokenApp.Decode(printed.Output.Trim().Split('.')[1])).RootElement;
        payload.GetProperty("sub").GetString().ShouldBe("development:test@example.com");
        payload.GetProperty("email").GetString().ShouldBe("test@example.com");
        payload.GetProperty("role")[0].GetString().ShouldBe("staff");
        payload.GetProperty("aud").EnumerateArray().Select(audience => audience.GetString()).ShouldBe(["cafe", "grocery", "rides", "todos", "workforce"]);
        File.Exists(Path.Combine(_folder.Path, "here", "token-keys.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task It_is_for_the_service_that_is_named()
    {
        var printed = await CliProcess.RunAsync(
            _folder.Path, ["token", "test@example.com", "--service", "grocery", "--data", "here"], ("DOTNET_ENVIRONMENT", "Development"));
        var wrong = await CliProcess.RunAsync(_folder.Path, ["token", "test@example.com", "--service", "grocer", "--data", "here"], ("DOTNET_ENVIRONMENT", "Development"));

        JsonDocument.Parse(TokenApp.Decode(printed.Output.Trim().Split('.')[1])).RootElement.GetProperty("aud").GetString().ShouldBe("grocery");
        (wrong.Exit, wrong.Output).ShouldBe((2, ""));
        wrong.Errors.ShouldContain("'grocer' is no service here");
    }

    [Fact]
    public async Task Elsewhere_than_in_Development_it_prints_none()
    {
        var printed = await CliProcess.RunAsync(_folder.Path, ["token", "test@example.com"], ("DOTNET_ENVIRONMENT", "Production"));

        printed.Exit.ShouldBe(1);
        printed.Output.ShouldBeEmpty();
        printed.Errors.ShouldContain("tokens are printed in Development");
    }
}
