using System.Buffers;

namespace Seaworthy.Pipeline;

/// <summary>What the bodies of one request are held in, used again for the next. They are given back with the record, when nobody looks at them any more.</summary>
internal sealed class HeldBuffers
{
    private const int Usual = 4096;
    private const int MostKept = 16 * 1024;
    private readonly List<ArrayBufferWriter<byte>> _all = [];
    private int _taken;

    public ArrayBufferWriter<byte> Take()
    {
        if (_taken == _all.Count)
        {
            _all.Add(new(Usual));
        }

        return _all[_taken++];
    }

    public void GiveBack()
    {
        for (; _taken > 0; _taken--)
        {
            if (_all[_taken - 1].Capacity > MostKept)
            {
                _all.RemoveAt(_taken - 1);
            }
            else
            {
                _all[_taken - 1].ResetWrittenCount();
            }
        }
    }
}
