using Seaworthy.Redis.Connection;

namespace Seaworthy.Caching;

/// <summary>
/// The tags of one host. Whoever makes a value reads <see cref="Moment"/> first, makes it, and then captures the tags it turned
/// out to depend on <em>as of that moment</em>: a tag that was invalidated in between captures dead, and the value is not kept.
/// So a late fill is never served after an invalidation, and tags may be named when the value is known.
/// </summary>
/// <remarks>
/// At most <paramref name="max"/> tags: at the bound those without entries go, and when that is not enough others go with their
/// entries. A tag that goes takes its generation along, so nothing made under it lives on unwatched. What other processes change
/// arrives here as invalidations, whether the tag is known or not.
/// </remarks>
/// <param name="max">Tags that are known at once.</param>
/// <param name="others">Where other processes write too; null where this one is alone.</param>
internal sealed class CacheTags(int max, OtherProcesses? others = null)
{
    /// <summary>The tag that every entry of the data cache is under, as <c>HybridCache</c> promises.</summary>
    public const string Everything = "*";

    private readonly TagTable _tags = new(max);
    private readonly Lock _change = new(); // guards every change of _tags, of a tag, of _strangers and of the trust
    private readonly TagFences? _strangers = others is null ? null : new(); // changes of tags that are not known
    private long _moment;

    /// <summary>How many invalidations there have been. Read before a value is made.</summary>
    public long Moment => Volatile.Read(ref _moment);

    public int Count => _tags.Count;

    /// <summary>
    /// The tags <paramref name="names"/> of a value whose making began at <paramref name="moment"/>; not alive when one was
    /// invalidated since.
    /// </summary>
    public TagCapture Capture(ReadOnlySpan<string> names, long moment)
    {
        if (names.IsEmpty)
        {
            return default;
        }

        var trust = others is null ? 0 : Trust(moment);
        var isWanted = others is null || trust != 0;
        var captured = new TagGeneration[names.Length];
        for (var i = 0; i < captured.Length; i++)
        {
            var current = Current(names[i], isEpochs: trust > 0);
            captured[i] = isWanted && current.BornAt <= moment ? current : TagTable.Dead;
            if (trust > 0 && !current.IsProven)
            {
                others!.Questions.Ask(names[i], current);
            }
        }

        return new(captured, trust);
    }

    /// <summary>The generations that Redis is about to be asked about; what it answers holds for them alone.</summary>
    public TagGeneration[] Watch(ReadOnlySpan<string> names)
    {
        var watched = new TagGeneration[names.Length];
        for (var i = 0; i < watched.Length; i++)
        {
            watched[i] = Current(names[i], isEpochs: true);
        }

        return watched;
    }

    /// <summary>
    /// Kills every entry under <paramref name="name"/>, and every value that is being made: when this returns, none of them is
    /// served. Takes the same time however many there are.
    /// </summary>
    /// <returns>
    /// How many entries were killed. An entry that has expired, or died by another of its tags, counts until it is evicted or
    /// replaced; one that is stored at this very moment may be missed by the count, though not by the invalidation.
    /// </returns>
    public int Invalidate(string name)
    {
        lock (_change)
        {
            var next = Next();
            if (!_tags.TryGet(name, out var tag))
            {
                // Nobody has captured it, but somebody may be about to, for a value begun before this moment.
                _tags.Add(name, next);
                return 0;
            }

            var last = tag.Current;
            tag.Renew(next);
            return last.Entries;
        }
    }

    /// <summary>Another process has invalidated the tag, or is about to; a tag that is not known here stays so.</summary>
    public void Changed(ReadOnlySpan<char> name)
    {
        lock (_change)
        {
            var next = Next();
            if (_tags.TryGet(name, out var tag))
            {
                tag.Renew(next);
            }
            else
            {
                _strangers?.Move(name, next.BornAt);
            }
        }
    }

    /// <summary>Begins an epoch of <see cref="TagTrust"/>: nothing that was kept before is served any more.</summary>
    /// <param name="tracked">Over which news come in from now on; null for the connection of the epoch before.</param>
    /// <param name="generation">The connection's.</param>
    public void BeginEpoch(TrackedConnection? tracked, long generation = 0)
    {
        lock (_change)
        {
            var bornAt = Next().BornAt;
            if (tracked is null)
            {
                others!.Trust.BeginAgain(bornAt);
            }
            else
            {
                others!.Trust.Begin(bornAt, tracked, generation);
            }
        }
    }

    private long Trust(long moment)
    {
        var trust = others!.Trust;
        if (trust.IsOpen)
        {
            return trust.Epoch is var epoch && moment >= trust.BornAt ? epoch : 0;
        }

        lock (_change)
        {
            var alone = trust.Alone(moment, others.Clock.Now, _moment + 1, out var isTaken);
            if (isTaken)
            {
                Next();
            }

            return alone;
        }
    }

    private TagGeneration Next()
    {
        var next = new TagGeneration(_moment + 1, others?.Trust.Epoch ?? 0);
        Volatile.Write(ref _moment, next.BornAt);
        return next;
    }

    private TagGeneration Current(string name, bool isEpochs)
    {
        var tag = _tags.TryGet(name, out var known) ? known : Add(name);
        var current = tag.Current;
        return isEpochs && current.Epoch != others!.Trust.Epoch ? Renew(tag) : current;
    }

    // What was proved in the epoch before proves nothing in this one.
    private TagGeneration Renew(CacheTag tag)
    {
        lock (_change)
        {
            if (tag.Current.Epoch != others!.Trust.Epoch && !ReferenceEquals(tag.Current, TagTable.Dead))
            {
                tag.Renew(new(Math.Max(tag.Current.BornAt, others.Trust.BornAt), others.Trust.Epoch));
            }

            return tag.Current;
        }
    }

    private CacheTag Add(string name)
    {
        lock (_change)
        {
            return _tags.TryGet(name, out var tag) ? tag
                : _tags.Add(name, new TagGeneration(Math.Max(_tags.Forgotten, _strangers?.Of(name) ?? 0), others?.Trust.Epoch ?? 0));
        }
    }
}
