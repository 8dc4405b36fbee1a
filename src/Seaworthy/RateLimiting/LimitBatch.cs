namespace Seaworthy.RateLimiting;

/// <summary>
/// Decisions that one call to Redis makes, in the order in which they came. Its memory is kept and used again. Either the answer or the
/// deadline ends it, whichever is first; the other one then leaves the decisions alone, which belong to other requests by then.
/// </summary>
internal sealed class LimitBatch
{
    private const int MostDecisions = 64;
    private const int UsualBytes = 4096;
    private readonly LimitDecision[] _decisions = new LimitDecision[MostDecisions];
    private readonly byte[] _limits = new byte[MostDecisions];
    private ReadOnlyMemory<byte>[] _keys = new ReadOnlyMemory<byte>[MostDecisions];
    private ReadOnlyMemory<byte>[] _arguments = new ReadOnlyMemory<byte>[MostDecisions + 1];
    private long[] _answers = [];
    private byte[] _room = new byte[UsualBytes];
    private int _used;
    private int _lines;
    private int _isEnded;

    public int Count { get; private set; }

    public bool IsFull => Count == MostDecisions;

    /// <summary>When the first of its decisions came, in microseconds of this process's clock.</summary>
    public long Since { get; private set; }

    /// <summary>Whether its deadline has passed while Redis still owes the answer. Guarded by whoever counts them.</summary>
    public bool IsOverdue { get; private set; }

    public ReadOnlyMemory<ReadOnlyMemory<byte>> Keys => _keys.AsMemory(0, _lines);

    public ReadOnlyMemory<ReadOnlyMemory<byte>> Arguments => _arguments.AsMemory(0, _lines + 1);

    public Memory<long> Answers => _answers.AsMemory(0, MostAnswers);

    public ReadOnlySpan<LimitDecision> Decisions => _decisions.AsSpan(0, Count);

    private int MostAnswers => 1 + (_lines * LimitScript.AnswersPerLimit);

    public void Add(LimitDecision decision)
    {
        Since = Count == 0 ? decision.Now : Since;
        _limits[Count] = checked((byte)decision.Count);
        _decisions[Count++] = decision;
        for (var i = 0; i < decision.Count; i++)
        {
            Add(decision[i]);
        }

        _arguments[0] = _limits.AsMemory(0, Count);
        if (_answers.Length < MostAnswers)
        {
            _answers = new long[2 * MostAnswers];
        }
    }

    /// <summary>Whether nobody has ended it before.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref _isEnded, 1) == 0;

    /// <summary>Makes it overdue where its time is over and nobody has ended it.</summary>
    public bool TryExpire(long now, long patience) => !IsOverdue && now - Since >= patience && (IsOverdue = TryEnd());

    /// <summary>Brings the answers to the decisions.</summary>
    public void Read(KnownRefusals known)
    {
        var answers = _answers.AsSpan(1);
        foreach (var decision in Decisions)
        {
            (decision.By, decision.RedisTime) = (LimitDecider.Redis, _answers[0]);
            Read(decision, answers);
            for (var i = 0; i < decision.Count; i++)
            {
                // What a limit of a refused request would have had left was not taken from it.
                ref var line = ref decision[i];
                if (line.Refuses || !decision.IsRefused)
                {
                    known.Learn(line, answers[(i * LimitScript.AnswersPerLimit) + 2], decision.Now);
                }
            }

            answers = answers[(decision.Count * LimitScript.AnswersPerLimit)..];
        }
    }

    private static void Read(LimitDecision decision, ReadOnlySpan<long> answers)
    {
        for (var i = 0; i < decision.Count; i++)
        {
            ref var line = ref decision[i];
            var (left, after) = (answers[i * LimitScript.AnswersPerLimit], answers[(i * LimitScript.AnswersPerLimit) + 1]);
            line.Reading = left < 0 ? new(false, -1 - left, after) : new(true, left, after);
            decision.IsRefused |= line.Refuses;
        }
    }

    /// <summary>Makes it ready for its next use.</summary>
    public void Clear()
    {
        Array.Clear(_decisions, 0, Count);
        (Count, _lines, _used, _isEnded, IsOverdue) = (0, 0, 0, 0, false);
    }

    private void Add(in LimitDecision.Line line)
    {
        if (_lines == _keys.Length)
        {
            Array.Resize(ref _keys, _lines * 2);
            Array.Resize(ref _arguments, (_lines * 2) + 1);
        }

        var most = LimitKey.MostBytes(line.Charge.Policy);
        if (_room.Length - _used < most)
        {
            // Keys that are written already stay where they are.
            (_room, _used) = (new byte[Math.Max(_room.Length * 2, most)], 0);
        }

        var length = LimitKey.Write(_room.AsSpan(_used), line);
        _keys[_lines++] = _room.AsMemory(_used, length);
        _arguments[_lines] = line.Charge.Words;
        _used += length;
    }
}
