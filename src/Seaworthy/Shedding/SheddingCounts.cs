namespace Seaworthy.Shedding;

/// <summary>What was refused since the start, by class, and how long work waited last.</summary>
internal sealed class SheddingCounts
{
    private readonly long[] _refused = new long[Enum.GetValues<RequestClass>().Length];
    private long _waited;

    public TimeSpan Waited
    {
        get => new(Interlocked.Read(ref _waited));
        set => Interlocked.Exchange(ref _waited, value.Ticks);
    }

    public long Refused => Enum.GetValues<RequestClass>().Sum(RefusedOf);

    public long RefusedOf(RequestClass requestClass) => Interlocked.Read(ref _refused[(int)requestClass]);

    public long Refuse(RequestClass requestClass) => Interlocked.Increment(ref _refused[(int)requestClass]);
}
