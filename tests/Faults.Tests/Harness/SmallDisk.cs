namespace Seaworthy.Faults.Harness;

/// <summary>A disk of some MiB, which can be full without any other being so. It is mounted, which root may do.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    public static async Task<SmallDisk> MountAsync(int mebibytes)
    {
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("seaworthy-").FullName);
        await Processes.RunAsync("mount", ["-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", disk.Folder]);
        return disk;
    }

    public async ValueTask DisposeAsync()
    {
        await Processes.RunAsync("umount", ["--lazy", Folder]);
        Directory.Delete(Folder);
    }
}
