namespace Seaworthy.Tests.Cli;

[Trait("Requirement", "R10")]
public sealed class KeyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_is_made_shown_once_listed_rotated_and_revoked()
    {
        await GoodAsync("migrate", "up", "--data", "here", "--target", "grocery");

        var key = await GoodAsync("key", "add", "stock counter", "--scope", "stock:write", "--days", "90", "--data", "here", "--target", "grocery");
        key.ShouldMatch("^sw_[a-z2-7]{12}_[A-Za-z0-9_-]{43}$");
        var id = key[3..15];
        var listed = await GoodAsync("key", "list", "--data", "here", "--target", "grocery");
        listed.ShouldStartWith($"grocery {id} \"stock counter\" scopes stock:write, tenant none, made ");
        listed.ShouldNotContain(key[16..]);
        (await GoodAsync("key", "rotate", id, "--data", "here", "--target", "grocery")).ShouldStartWith($"sw_{id}_");
        await GoodAsync("key", "revoke", id, "--data", "here", "--target", "grocery");
        (await GoodAsync("key", "list", "--data", "here", "--target", "grocery")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("is of one service", "key", "add", "counter")]
    [InlineData("'' is no name for a key", "key", "add", "", "--target", "grocery")]
    [InlineData("a scope is one word", "key", "add", "counter", "--scope", "stock write", "--target", "grocery")]
    [InlineData("0 days is no life for a key", "key", "add", "counter", "--days", "0", "--target", "grocery")]
    [InlineData("-1 hours is no overlap", "key", "rotate", "abcdefgh2345", "--hours", "-1", "--target", "grocery")]
    public async Task What_cannot_be_is_refused_with_its_repair(string what, params string[] arguments)
    {
        var refused = await CliProcess.RunAsync(_folder.Path, [.. arguments, "--data", "here"], ("DOTNET_ENVIRONMENT", "Development"));

        (refused.Exit, refused.Output).ShouldBe((2, ""));
        refused.Errors.ShouldContain(what);
    }

    [Theory]
    [InlineData("key", "list")]
    [InlineData("key", "add", "counter")]
    [InlineData("key", "revoke", "abcdefgh2345")]
    public async Task Before_the_tables_are_there_it_says_what_makes_them(params string[] arguments)
    {
        var refused = await CliProcess.RunAsync(_folder.Path, [.. arguments, "--data", "here", "--target", "grocery"], ("DOTNET_ENVIRONMENT", "Development"));

        (refused.Exit, refused.Output).ShouldBe((3, ""));
        refused.Errors.ShouldContain("seaworthy migrate up");
    }

    private async Task<string> GoodAsync(params string[] arguments)
    {
        var run = await CliProcess.RunAsync(_folder.Path, arguments, ("DOTNET_ENVIRONMENT", "Development"));
        run.Exit.ShouldBe(0, run.Errors);
        return run.Output.Trim();
    }
}
