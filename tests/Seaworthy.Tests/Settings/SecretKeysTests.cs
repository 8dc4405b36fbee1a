using Seaworthy.Secrets;

namespace Seaworthy.Tests.Settings;

[Trait("Requirement", "R14")]
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

        Directory.GetFiles(_folder).Select(Path.GetFileName).ShouldBe(["secrets.json", "secrets.json.lock"], ignoreOrder: true);
    }

    [Fact]
    public void Processes_that_start_together_agree_on_one_key()
    {
        var keys = new string[8];

        Parallel.For(0, keys.Length, i => keys[i] = Convert.ToHexString(Keys().CursorKey.Span));

        keys.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void Secrets_that_several_processes_add_at_once_are_all_kept()
    {
        var path = Path.Combine(_folder, "secrets.json");
        var made = new string[32];

        Parallel.For(0, made.Length, i => made[i] = new SecretsFile(path).GetOrAdd($"Key{i % 8}"));

        for (var i = 0; i < made.Length; i++)
        {
            made[i].ShouldBe(new SecretsFile(path).GetOrAdd($"Key{i % 8}"));
        }

        made.Distinct().Count().ShouldBe(8);
    }

    [Fact]
    public async Task Whoever_waits_for_a_key_takes_what_the_one_before_made()
    {
        var path = Path.Combine(_folder, "secrets.json");
        var other = new FileStream(path + ".lock", FileMode.Create, FileAccess.Write, FileShare.None);
        var waiting = Task.Run(() => new SecretsFile(path).GetOrAdd("CursorKey"));

        await File.WriteAllTextAsync(path + ".whole", "{\"CursorKey\":\"made by the one before\"}");
        File.Move(path + ".whole", path);
        await other.DisposeAsync();

        (await waiting).ShouldBe("made by the one before");
    }

    [Fact]
    public void What_a_killed_process_left_half_written_is_neither_read_nor_in_the_way()
    {
        File.WriteAllText(Path.Combine(_folder, "secrets.json.new"), "{\"CursorKey\":\"ha");

        var key = Keys().CursorKey;

        Keys().CursorKey.ToArray().ShouldBe(key.ToArray());
        File.Exists(Path.Combine(_folder, "secrets.json.new")).ShouldBeFalse();
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
