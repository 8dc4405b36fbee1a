using System.Diagnostics;
using System.IO.MemoryMappedFiles;

namespace Seaworthy.IntegrationTests.Caching;

/// <summary>
/// The source that all processes read and write, in memory that they share: what is written here is committed, whatever becomes of the
/// writer. It knows when each version was, so that a reader can say for how long what it has read had been out of date.
/// </summary>
internal sealed class StalenessBoard : IDisposable
{
    public const int Keys = 64;
    public const int Workers = 4;

    private const int Ring = 4096;
    private const int Figures = 9;
    private const int StampsAt = Keys;
    private const int ToldAt = StampsAt + (Keys * Ring);
    private const int FiguresAt = ToldAt + (Keys * Ring);
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    private StalenessBoard(MemoryMappedFile file) => (_file, _view) = (file, file.CreateViewAccessor());

    public static StalenessBoard Open(string path) =>
        new(MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, (FiguresAt + (Workers * Figures)) * sizeof(long)));

    /// <summary>The version that a key has now.</summary>
    public long Version(int key) => Read(key);

    /// <summary>Commits the next version; each key has one writer.</summary>
    public void Commit(int key)
    {
        var next = Read(key) + 1;
        Write(Stamp(key, next), 0);
        Write(Told(key, next), 0);
        Write(key, next);
        Write(Stamp(key, next), Stopwatch.GetTimestamp());
    }

    /// <summary>The writer has told all that it changed the key; that it is cut off and could not, is told by nothing.</summary>
    public void Tell(int key) => Write(Told(key, Read(key)), Stopwatch.GetTimestamp());

    /// <summary>For how long, at a time, it had been told that a version is no more; null when it had not.</summary>
    public TimeSpan? SinceTold(int key, long version, long at) =>
        Read(Told(key, version + 1)) is > 0 and var told && told < at ? Stopwatch.GetElapsedTime(told, at) : null;

    /// <summary>Says when the last version was when its writer died before it could.</summary>
    public void Repair(int key)
    {
        if (Read(key) is > 0 and var version && Read(Stamp(key, version)) == 0)
        {
            Write(Stamp(key, version), Stopwatch.GetTimestamp());
        }
    }

    /// <summary>For how long a version had been out of date at a time; zero when it was not, or nobody can say.</summary>
    public TimeSpan Age(int key, long version, long at)
    {
        var current = Read(key);
        var after = Math.Max(version + 1, current - Ring + 2);
        var since = after > current ? 0 : Read(Stamp(key, after));
        return since == 0 || since >= at ? TimeSpan.Zero : Stopwatch.GetElapsedTime(since, at);
    }

    public long this[int worker, StalenessFigure figure]
    {
        get => Read(FiguresAt + (worker * Figures) + (int)figure);
        set => Write(FiguresAt + (worker * Figures) + (int)figure, value);
    }

    public long Sum(StalenessFigure figure) => Enumerable.Range(0, Workers).Sum(worker => this[worker, figure]);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private static int Stamp(int key, long version) => StampsAt + (key * Ring) + (int)(version % Ring);

    private static int Told(int key, long version) => ToldAt + (key * Ring) + (int)(version % Ring);

    private long Read(int at)
    {
        var value = _view.ReadInt64(at * sizeof(long));
        Thread.MemoryBarrier();
        return value;
    }

    private void Write(int at, long value)
    {
        Thread.MemoryBarrier();
        _view.Write(at * sizeof(long), value);
    }
}
