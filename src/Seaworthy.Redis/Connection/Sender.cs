namespace Seaworthy.Redis.Connection;

/// <summary>
/// Sends what has been written, one send at a time, from the threads of the callers: whoever finds nobody sending sends, and takes along
/// what others write meanwhile. Nobody waits for it.
/// </summary>
/// <param name="gate">The pipeline's: guards the outbox and whether somebody sends.</param>
/// <param name="wire">Where to.</param>
/// <param name="outbox">What.</param>
/// <param name="broken">Told when it cannot be sent.</param>
internal sealed class Sender(Lock gate, Wire wire, Outbox outbox, Action<Exception> broken)
{
    // Commands are sent by then though more are about to come, so that Redis does not stand idle.
    private const int MostCommands = 64;
    private const int MostBytes = 16 * 1024;

    // A caller that sends for others goes on with its own work after so many.
    private const int MostSends = 4;

    private bool _isSending;

    /// <summary>What to send now; nothing when somebody is at it, or about to write more. Under the gate.</summary>
    public ReadOnlyMemory<byte> Begin(bool isMoreToCome)
    {
        if (_isSending || outbox.Bytes == 0 || (isMoreToCome && outbox.Commands < MostCommands && outbox.Bytes < MostBytes))
        {
            return default;
        }

        _isSending = true;
        return outbox.Take();
    }

    /// <summary>Sends whatever waits.</summary>
    public void SendWaiting()
    {
        ReadOnlyMemory<byte> bytes;
        lock (gate)
        {
            bytes = Begin(isMoreToCome: false);
        }

        Send(bytes);
    }

    /// <summary>Sends what <see cref="Begin"/> gave, and what has come since.</summary>
    public void Send(ReadOnlyMemory<byte> bytes)
    {
        for (var sends = 1; !bytes.IsEmpty; sends++)
        {
            try
            {
                var sent = wire.SendAsync(bytes);
                if (!sent.IsCompleted || sends == MostSends)
                {
                    _ = SendOnAsync(sent);
                    return;
                }

                sent.GetAwaiter().GetResult();
            }
            catch (Exception exception) when (Wire.IsBreak(exception))
            {
                broken(exception);
                return;
            }

            bytes = Next();
        }
    }

    private async Task SendOnAsync(ValueTask sent)
    {
        try
        {
            await sent.ConfigureAwait(false);
        }
        catch (Exception exception) when (Wire.IsBreak(exception))
        {
            broken(exception);
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static sender => sender.Send(sender.Next()), this, preferLocal: false);
    }

    private ReadOnlyMemory<byte> Next()
    {
        lock (gate)
        {
            _isSending = outbox.Bytes > 0;
            return _isSending ? outbox.Take() : default;
        }
    }
}
