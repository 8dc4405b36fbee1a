namespace Seaworthy.Faults.Harness;

/// <summary>A file that takes all the room that a disk has left, until it is disposed.</summary>
internal sealed class Ballast : IDisposable
{
    private readonly string _file;

    private Ballast(string file) => _file = file;

    public static Ballast Fill(string folder)
    {
        var ballast = new Ballast(Path.Combine(folder, "ballast"));
        using var file = new FileStream(ballast._file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(page);
            }
        }
        catch (IOException full) when (full.Message.Contains("No space left", StringComparison.Ordinal))
        {
            return ballast;
        }
    }

    public void Dispose() => File.Delete(_file);
}
