using Microsoft.AspNetCore.Http;

namespace Seaworthy.Gateway;

/// <summary>
/// Hands events on as they come. The forwarder is told before a request is sent how long its answer may be silent, and that an answer is a stream of events only its head says for certain.
/// </summary>
internal sealed class EventStream(SeaworthyOptions options, TimeProvider time)
{
    private const int RoomBytes = 4096;
    private readonly TimeSpan _idle = TimeSpan.FromMilliseconds(options.Gateway.StreamIdleMs);

    public static bool Is(HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType is "text/event-stream";

    /// <summary>To its end; one that breaks off or is silent for too long is cut, so that nobody takes it for ended.</summary>
    public async Task CopyAsync(HttpContext context, HttpResponseMessage answer)
    {
        using var silent = new CancellationTokenSource(_idle, time);
        using var gone = context.RequestAborted.UnsafeRegister(static silent => ((CancellationTokenSource)silent!).Cancel(), silent);
        try
        {
            await using var events = await answer.Content.ReadAsStreamAsync(silent.Token);
            var room = new byte[RoomBytes];
            while (await events.ReadAsync(room, silent.Token) is > 0 and var read)
            {
                silent.CancelAfter(_idle);
                await context.Response.Body.WriteAsync(room.AsMemory(0, read), silent.Token);
                await context.Response.Body.FlushAsync(silent.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or HttpRequestException)
        {
            context.Abort();
        }
    }
}
