namespace Seaworthy.Caching.Shared;

/// <summary>What the second level does; counted where it happens, read when somebody asks.</summary>
internal sealed class SecondLevelCounts
{
    private readonly long[] _reads = new long[Enum.GetValues<SharedRead>().Length];
    private long _stored;
    private long _refused;
    private long _marked;
    private long _unmarked;
    private long _failures;
    private long _closings;
    private long _news;
    private long _epochs;

    public long Stored => Volatile.Read(ref _stored);

    public long Refused => Volatile.Read(ref _refused);

    public long MarkedWrites => Volatile.Read(ref _marked);

    public long UnmarkedWrites => Volatile.Read(ref _unmarked);

    public long Failures => Volatile.Read(ref _failures);

    public long Closings => Volatile.Read(ref _closings);

    public long News => Volatile.Read(ref _news);

    public long Epochs => Volatile.Read(ref _epochs);

    public long Reads(SharedRead result) => Volatile.Read(ref _reads[(int)result]);

    public void Read(SharedRead result) => Interlocked.Increment(ref _reads[(int)result]);

    public void Store(bool isStored) => Interlocked.Increment(ref isStored ? ref _stored : ref _refused);

    public void Marked() => Interlocked.Increment(ref _marked);

    public void Unmarked() => Interlocked.Increment(ref _unmarked);

    public void Failed() => Interlocked.Increment(ref _failures);

    public void Closed() => Interlocked.Increment(ref _closings);

    public void Heard() => Interlocked.Increment(ref _news);

    public void Began() => Interlocked.Increment(ref _epochs);
}
