namespace Seaworthy.Grocery.Images;

/// <summary>
/// Where images lie: below the data folder, which nothing serves, each under the first two digits of its name. Beside them
/// the names whose fate a commit decides: marked before it, unmarked once the file is what the products say. What a crash
/// leaves there is settled later, and no other file is ever looked at with deletion in mind.
/// </summary>
internal sealed class ImageFolder(string root)
{
    private const int BufferBytes = 64 * 1024;
    private readonly string _unsettled = Path.Combine(root, "unsettled");

    /// <summary>Marks a name: from now until <see cref="Unmark"/> its file may be wanted or not.</summary>
    public void Mark(ImageName name)
    {
        Directory.CreateDirectory(_unsettled);
        File.Create(MarkOf(name)).Dispose();
    }

    public void Unmark(ImageName name) => File.Delete(MarkOf(name));

    /// <summary>The names that were marked before <paramref name="then"/> and still are.</summary>
    public IReadOnlyList<ImageName> MarkedBefore(DateTime then) => !Directory.Exists(_unsettled) ? [] :
    [
        .. new DirectoryInfo(_unsettled).EnumerateFiles().Where(mark => mark.LastWriteTimeUtc < then)
            .Select(mark => ImageName.Parse(mark.Name)).OfType<ImageName>(),
    ];

    /// <summary>A file that nobody sees until <see cref="Publish"/>.</summary>
    public FileStream Begin(ImageName name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(name))!);
        return new FileStream(PartOf(name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.Asynchronous);
    }

    /// <summary>Gives a file that is whole and on the disk its name.</summary>
    public void Publish(ImageName name) => File.Move(PartOf(name), FileOf(name));

    /// <summary>The file, to be disposed by whoever reads it; null when there is none.</summary>
    public FileStream? Open(ImageName name)
    {
        try
        {
            return new FileStream(FileOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Stores a file that was made of another: whole and on the disk before it has its name, and in place of one that an attempt before has left.</summary>
    public async Task StoreAsync(ImageName name, string file, CancellationToken cancellationToken)
    {
        File.Delete(PartOf(name));
        await using (var part = Begin(name))
        {
            await using var made = File.OpenRead(file);
            await made.CopyToAsync(part, cancellationToken);
            part.Flush(flushToDisk: true);
        }

        File.Move(PartOf(name), FileOf(name), overwrite: true);
    }

    /// <summary>Takes away what there is of an image, whole or begun, and of what was made of it.</summary>
    public void Delete(ImageName name)
    {
        if (Path.GetDirectoryName(FileOf(name)) is { } folder && Directory.Exists(folder))
        {
            File.Delete(PartOf(name));
            File.Delete(FileOf(name));
            foreach (var smaller in Directory.GetFiles(folder, $"{name.Stem}-*"))
            {
                File.Delete(smaller);
            }
        }
    }

    /// <summary>Where a file is, or would be.</summary>
    public string FileOf(ImageName name) => Path.Combine(root, name.Text[..2], name.Text);

    private string PartOf(ImageName name) => FileOf(name) + ".part";

    private string MarkOf(ImageName name) => Path.Combine(_unsettled, name.Text);
}
