using Seaworthy.Hosting;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>
/// This process's claim on a SQLite file, made at the first use and held until it is disposed. A claim that failed, because
/// the folder or the disk was in the way, holds nothing and is made again at the next use.
/// </summary>
/// <param name="path">The database file; in memory there is nobody to share it with.</param>
/// <param name="prepare">What is done to the file once it is ours; the claim fails with it.</param>
internal sealed class SqliteClaim(string path, Action prepare) : IDisposable
{
    private readonly Lock _guard = new(); // guards the making: one thread makes the claim, the others find it made
    private FileStream? _processLock;
    private volatile bool _isMade;

    public void Take()
    {
        if (_isMade)
        {
            return;
        }

        lock (_guard)
        {
            if (!_isMade)
            {
                _processLock = Make();
                _isMade = true;
            }
        }
    }

    public void Dispose() => _processLock?.Dispose();

    private FileStream? Make()
    {
        var held = path.Contains(":memory:", StringComparison.Ordinal) ? null : LockFile();
        try
        {
            prepare();
            return held;
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    private FileStream LockFile()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return ProcessLock.TryTake(path + ".lock") ?? throw new DatabaseSettingException(
                $"{path} is in use by another process, and SQLite means one process. Stop the other one, or set DATABASE_URL=postgresql://… for several.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseSettingException($"{path} cannot be opened: {exception.Message} Choose another folder with --data DIR.", exception);
        }
    }
}
