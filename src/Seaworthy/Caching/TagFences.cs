namespace Seaworthy.Caching;

/// <summary>
/// When tags that are not known were last changed, so that a value that was begun before such a change is not kept. Names share
/// places: another's change may refuse a fill now and then, and then the value is made once more.
/// </summary>
internal sealed class TagFences
{
    private const int Places = 4096; // 32 KB

    private readonly long[] _changedAt = new long[Places];

    public long Of(ReadOnlySpan<char> name) => _changedAt[Place(name)];

    public void Move(ReadOnlySpan<char> name, long moment) => _changedAt[Place(name)] = moment;

    private static int Place(ReadOnlySpan<char> name) => (int)((uint)string.GetHashCode(name) % Places);
}
