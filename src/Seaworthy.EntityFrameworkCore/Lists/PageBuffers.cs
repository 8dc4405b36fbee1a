using Microsoft.Extensions.ObjectPool;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>The pool of <see cref="PageBuffer"/>s.</summary>
internal sealed class PageBuffers
{
    private readonly ObjectPool<PageBuffer> _pool = new DefaultObjectPool<PageBuffer>(new Policy());

    public PageBuffer Get() => _pool.Get();

    public void Return(PageBuffer buffer) => _pool.Return(buffer);

    private sealed class Policy : PooledObjectPolicy<PageBuffer>
    {
        public override PageBuffer Create() => new();

        public override bool Return(PageBuffer buffer)
        {
            buffer.Clear();
            return buffer.IsWorthKeeping;
        }
    }
}
