using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Seaworthy.Secrets;

/// <summary>Secrets that were generated because no setting has them: one JSON object that only its owner may read.</summary>
internal sealed class SecretsFile(string path)
{
    /// <summary>The secret called <paramref name="name"/>, made now if there is none.</summary>
    public string GetOrAdd(string name)
    {
        var secrets = Read();
        if (secrets[name] is { } known)
        {
            return (string)known!;
        }

        secrets[name] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        Write(secrets);
        // Another process may have written first: what stands in the file is what all of them use.
        return (string)Read()[name]!;
    }

    private JsonObject Read() => File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsObject() : [];

    private void Write(JsonObject secrets)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var isNew = !File.Exists(path);
        var draft = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():n}";
        using (var file = new FileStream(draft, OwnerOnly()))
        using (var text = new StreamWriter(file))
        {
            text.Write(secrets.ToJsonString());
        }

        try
        {
            File.Move(draft, path, overwrite: !isNew);
        }
        catch (IOException) when (isNew && File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
