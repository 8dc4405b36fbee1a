using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Seaworthy.Hosting;

namespace Seaworthy.Identity.Tokens;

/// <summary>
/// The keys of all processes in one file that only its owner may read. Who changes it holds a lock file meanwhile and replaces it whole, so that a
/// reader needs no lock and never sees half of it.
/// </summary>
internal sealed class KeyFile(string path, KeySeal seal) : IKeyStore
{
    // A turn is one small file written to disk; who is not done by then hangs.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(10);

    public bool IsOfThisMachine => true;

    /// <summary>The keys, in the order in which they sign; none where there is no file.</summary>
    /// <exception cref="TokenKeyException">A key cannot be read.</exception>
    public IReadOnlyList<SigningKey> Read()
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return [.. JsonNode.Parse(file)!["keys"]!.AsArray().Select(key => ReadKey(key!)).OrderBy(key => key.SignsFrom)];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (exception is JsonException or CryptographicException or FormatException or InvalidOperationException or NullReferenceException)
        {
            throw new TokenKeyException(path, exception);
        }
    }

    /// <summary>Changes the keys, one process at a time; returns what is there afterwards.</summary>
    public IReadOnlyList<SigningKey> Change(Func<IReadOnlyList<SigningKey>, IReadOnlyList<SigningKey>> change)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var turn = WaitForTurn();
        var known = Read();
        var next = change(known);
        if (!ReferenceEquals(known, next))
        {
            Replace(next);
        }

        return next;
    }

    private SigningKey ReadKey(JsonNode key) => seal.Open(new((string)key["kid"]!, (DateTimeOffset)key["signs_from"]!, (string)key["key"]!));

    private JsonObject Write(SigningKey key)
    {
        var closed = seal.Close(key);
        return new() { ["kid"] = closed.Id, ["signs_from"] = closed.SignsFrom, ["key"] = closed.Key };
    }

    private void Replace(IReadOnlyList<SigningKey> keys)
    {
        var draft = $"{path}.new";
        File.Delete(draft); // one that a killed process left behind
        using (var file = new FileStream(draft, OwnerOnly()))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["keys"] = new JsonArray([.. keys.Select(Write)]) }));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    private FileStream WaitForTurn()
    {
        FileStream? turn = null;
        return SpinWait.SpinUntil(() => (turn = ProcessLock.TryTake($"{path}.lock")) is not null, LongestTurn)
            ? turn!
            : throw new IOException($"{path}.lock has been held by another process for {LongestTurn.TotalSeconds} s. Stop the process that hangs.");
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
