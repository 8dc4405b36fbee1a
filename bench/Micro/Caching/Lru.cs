namespace Seaworthy.Micro.Caching;

/// <summary>The usual policy, as a peer: what was not asked for longest goes.</summary>
internal sealed class Lru(int capacity)
{
    private readonly LinkedList<int> _order = [];
    private readonly Dictionary<int, LinkedListNode<int>> _nodes = [];

    public bool Ask(int key)
    {
        if (_nodes.TryGetValue(key, out var node))
        {
            _order.Remove(node);
            _order.AddFirst(node);
            return true;
        }

        _nodes[key] = _order.AddFirst(key);
        if (_nodes.Count > capacity)
        {
            _nodes.Remove(_order.Last!.Value);
            _order.RemoveLast();
        }

        return false;
    }
}
