namespace Seaworthy.Micro.Caching;

/// <summary>
/// The policy of Caffeine, as a peer (Einziger and others, 2017): a window of 1 %, behind it a segmented LRU, and between them a sketch of
/// frequencies that decides who stays. Without Caffeine's window that adapts.
/// </summary>
internal sealed class WTinyLfu(int capacity)
{
    private readonly int _window = Math.Max(1, capacity / 100);
    private readonly int _protected = (capacity - Math.Max(1, capacity / 100)) * 8 / 10;
    private readonly LinkedList<int> _new = [];
    private readonly LinkedList<int> _probation = [];
    private readonly LinkedList<int> _wanted = [];
    private readonly Dictionary<int, LinkedListNode<int>> _nodes = [];
    private readonly Sketch _frequency = new(capacity);

    public bool Ask(int key)
    {
        _frequency.Add(key);
        if (_nodes.TryGetValue(key, out var node))
        {
            Promote(node);
            return true;
        }

        _nodes[key] = _new.AddFirst(key);
        if (_new.Count > _window)
        {
            Admit();
        }

        return false;
    }

    private void Promote(LinkedListNode<int> node)
    {
        var to = node.List == _new ? _new : _wanted;
        node.List!.Remove(node);
        to.AddFirst(node);
        if (_wanted.Count > _protected)
        {
            var last = _wanted.Last!;
            _wanted.Remove(last);
            _probation.AddFirst(last);
        }
    }

    private void Admit()
    {
        var candidate = _new.Last!;
        _new.Remove(candidate);
        if (_probation.Count + _wanted.Count < capacity - _window)
        {
            _probation.AddFirst(candidate);
            return;
        }

        var victim = _probation.Last ?? _wanted.Last!;
        if (_frequency.Of(candidate.Value) > _frequency.Of(victim.Value))
        {
            victim.List!.Remove(victim);
            _nodes.Remove(victim.Value);
            _probation.AddFirst(candidate);
        }
        else
        {
            _nodes.Remove(candidate.Value);
        }
    }

    /// <summary>Counters of 4 bits, four of them per key, all halved after ten times the capacity.</summary>
    private sealed class Sketch
    {
        private static readonly ulong[] Seeds = [0xc3a5c85c97cb3127, 0xb492b66fbe98f273, 0x9ae16a3b2f90404f, 0xcbf29ce484222325];

        private readonly ulong[] _counters;
        private readonly int _sample;
        private int _additions;

        public Sketch(int capacity)
        {
            _counters = new ulong[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity)];
            _sample = capacity * 10;
        }

        public int Of(int key) => Enumerable.Range(0, 4).Min(i => (int)((At(key, i) >> Shift(key, i)) & 15));

        public void Add(int key)
        {
            var added = false;
            for (var i = 0; i < 4; i++)
            {
                ref var counters = ref At(key, i);
                if (((counters >> Shift(key, i)) & 15) != 15)
                {
                    counters += 1UL << Shift(key, i);
                    added = true;
                }
            }

            if (added && ++_additions >= _sample)
            {
                _additions /= 2;
                foreach (ref var counters in _counters.AsSpan())
                {
                    counters = (counters >> 1) & 0x7777_7777_7777_7777;
                }
            }
        }

        private static int Shift(int key, int i) => (((key & 3) << 2) + i) << 2;

        private ref ulong At(int key, int i)
        {
            var hash = Seeds[i] * (uint)key;
            hash = (hash + (hash >> 32)) * 0x9E37_79B9_7F4A_7C15;
            return ref _counters[(hash >> 32) & (ulong)(_counters.Length - 1)];
        }
    }
}
