using Seaworthy.Secrets;

namespace Seaworthy.Tests.Settings;

[Trait("Requirement", "R62")]
public sealed class SecretKeysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seaworthy-secrets").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_key_is_generated_once_and_only_its_owner_reads_it()
    {
        var first = Keys().CursorKey;

        first.Length.ShouldBe(32);
        Keys().CursorKey.ToArray().ShouldBe(first.ToArray());
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(_folder, "secrets.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Directory.GetFiles(_folder).Length.ShouldBe(1);
    }

    [Fact]
    public void Processes_that_start_together_agree_on_one_key()
    {
        var keys = new string[8];

        Parallel.For(0, keys.Length, i => keys[i] = Convert.ToHexString(Keys().CursorKey.Span));

        keys.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_key_that_is_set_is_used_and_nothing_is_written()
    {
        var set = Keys("0123456789abcdef0123456789abcdef");

        set.CursorKey.ToArray().ShouldNotBe(Keys("1123456789abcdef0123456789abcdef").CursorKey.ToArray());
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_written_before_somebody_asks()
    {
        Keys();

        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    private SecretKeys Keys(string? cursorKey = null)
    {
        var options = new SeaworthyOptions { DataDirectory = _folder };
        options.Secrets.CursorKey = cursorKey;
        return new(options);
    }
}
