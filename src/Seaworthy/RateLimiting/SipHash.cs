using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seaworthy.RateLimiting;

/// <summary>SipHash-1-3 with 128 bits, for names of any length that callers may choose.</summary>
internal readonly struct SipHash(ulong key0, ulong key1)
{
    private const int WordBytes = 8;

    public LimitId Of(ReadOnlySpan<char> text)
    {
        var bytes = MemoryMarshal.AsBytes(text);
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var state = Start();
        foreach (var word in words)
        {
            state.Absorb(word);
        }

        Span<byte> rest = stackalloc byte[WordBytes];
        rest.Clear();
        bytes[(words.Length * WordBytes)..].CopyTo(rest);
        state.Absorb(MemoryMarshal.Read<ulong>(rest));
        return state.Finish(bytes.Length);
    }

    private State Start() => new()
    {
        A = key0 ^ 0x736f6d6570736575,
        B = key1 ^ 0x646f72616e646f6d ^ 0xee,
        C = key0 ^ 0x6c7967656e657261,
        D = key1 ^ 0x7465646279746573,
    };

    private struct State
    {
        public ulong A;
        public ulong B;
        public ulong C;
        public ulong D;

        public void Absorb(ulong word)
        {
            D ^= word;
            Round();
            A ^= word;
        }

        // The length is a word of its own, so that no two texts absorb the same words.
        public LimitId Finish(int bytes)
        {
            Absorb((ulong)bytes);
            C ^= 0xee;
            Rounds();
            var low = A ^ B ^ C ^ D;
            B ^= 0xdd;
            Rounds();
            return new(low, A ^ B ^ C ^ D);
        }

        private void Rounds()
        {
            Round();
            Round();
            Round();
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Round()
        {
            A += B;
            B = BitOperations.RotateLeft(B, 13) ^ A;
            A = BitOperations.RotateLeft(A, 32);
            C += D;
            D = BitOperations.RotateLeft(D, 16) ^ C;
            A += D;
            D = BitOperations.RotateLeft(D, 21) ^ A;
            C += B;
            B = BitOperations.RotateLeft(B, 17) ^ C;
            C = BitOperations.RotateLeft(C, 32);
        }
    }
}
