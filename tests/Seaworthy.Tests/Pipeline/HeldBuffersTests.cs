using System.Buffers;
using Seaworthy.Pipeline;

namespace Seaworthy.Tests.Pipeline;

/// <summary>What answers are held in is used again, unless it has grown.</summary>
public sealed class HeldBuffersTests
{
    private readonly HeldBuffers _buffers = new();

    [Fact]
    public void Bodies_of_one_request_have_each_their_own_and_the_next_request_has_the_same_again_and_empty()
    {
        var (first, second) = (_buffers.Take(), _buffers.Take());
        first.Write("secret"u8);
        second.ShouldNotBeSameAs(first);
        _buffers.GiveBack();

        _buffers.Take().ShouldBeSameAs(first);
        _buffers.Take().ShouldBeSameAs(second);
        first.WrittenCount.ShouldBe(0);
    }

    [Fact]
    public void One_that_has_grown_is_let_go()
    {
        var large = _buffers.Take();
        large.Write(new byte[20_000]);
        _buffers.GiveBack();

        _buffers.Take().ShouldNotBeSameAs(large);
    }
}
