using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Seaworthy.Hosting;

namespace Seaworthy.Secrets;

/// <summary>
/// Secrets that were generated because no setting has them: one JSON object that only its owner may read. Processes that
/// start together agree: who adds a secret holds a lock file meanwhile, and the object is replaced whole, so that a reader
/// needs no lock and never sees half of it.
/// </summary>
internal sealed class SecretsFile(string path)
{
    // A turn is one small file written to disk; who is not done by then hangs.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(10);

    private readonly string _lockPath = $"{path}.lock";
    private readonly string _draftPath = $"{path}.new";

    /// <summary>The secret called <paramref name="name"/>, made now if there is none.</summary>
    /// <exception cref="IOException">The file cannot be written, or another process holds its lock for ten seconds.</exception>
    public string GetOrAdd(string name) => Find(Read(), name) ?? Add(name);

    private string Add(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var turn = WaitForTurn();
        var secrets = Read();
        // Whoever had the turn before may have added it.
        if (Find(secrets, name) is { } known)
        {
            return known;
        }

        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        secrets[name] = made;
        Replace(secrets);
        return made;
    }

    private static string? Find(JsonObject secrets, string name) => (string?)secrets[name];

    private JsonObject Read()
    {
        try
        {
            // Windows replaces a file that is being read only when its reader allows that.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonNode.Parse(file)!.AsObject();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private void Replace(JsonObject secrets)
    {
        // One that a killed process left behind.
        File.Delete(_draftPath);
        using (var draft = new FileStream(_draftPath, OwnerOnly()))
        {
            draft.Write(Encoding.UTF8.GetBytes(secrets.ToJsonString()));
            // On disk before it has the name, or a power cut leaves the name with nothing behind it.
            draft.Flush(flushToDisk: true);
        }

        File.Move(_draftPath, path, overwrite: true);
    }

    private FileStream WaitForTurn()
    {
        FileStream? turn = null;
        return SpinWait.SpinUntil(() => (turn = ProcessLock.TryTake(_lockPath)) is not null, LongestTurn)
            ? turn!
            : throw new IOException($"{_lockPath} has been held by another process for {LongestTurn.TotalSeconds} s. Stop the process that hangs.");
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
