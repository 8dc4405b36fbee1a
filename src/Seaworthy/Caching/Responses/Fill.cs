using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Seaworthy.Pipeline;

namespace Seaworthy.Caching.Responses;

/// <summary>One request's attempt to make the answer that all who ask now are waiting for, on the request itself.</summary>
internal sealed class Fill(AnswerKeeper keeper, RequestRecord record, string key, Func<Task> rest)
{
    private readonly IHttpResponseBodyFeature _body = record.Context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
    private ExceptionDispatchInfo? _fault;
    private HeldBody? _held;

    /// <summary>The work, from when it began; the request must not end before it. Null while somebody else is at it.</summary>
    public Task<Landing>? Work { get; private set; }

    /// <summary>Whether the endpoint ran; else an answer had landed meanwhile.</summary>
    public bool HasRun => _held is not null;

    public Task<Landing> Begin() => Work = RunAsync();

    /// <summary>Sends what the endpoint made, where it is kept for nobody, or throws what it threw.</summary>
    public void SendOwn()
    {
        _fault?.Throw();
        if (record.Problem is null)
        {
            _held?.Pass();
        }
    }

    // Never throws: those who wait would be told of a failure that is not theirs.
    private async Task<Landing> RunAsync()
    {
        if (keeper.Find(key) is { } landed)
        {
            return new(landed, IsAbandoned: false);
        }

        var context = record.Context;
        var begun = keeper.Begin(key);
        _held = new(_body, keeper.MostBytes, record.HeldBuffers.Take());
        context.Features.Set<IHttpResponseBodyFeature>(_held);
        // Whoever would encode behind this stage has nobody to encode for: what is kept is the plain answer.
        var encodings = context.Request.Headers.AcceptEncoding;
        context.Request.Headers.AcceptEncoding = StringValues.Empty;
        try
        {
            await rest();
        }
#pragma warning disable CA1031 // told to the one request that it belongs to, by SendOwn
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _fault = ExceptionDispatchInfo.Capture(exception);
            return context.RequestAborted.IsCancellationRequested ? Landing.Abandoned : Landing.NotKept;
        }
        finally
        {
            context.Request.Headers.AcceptEncoding = encodings;
            context.Features.Set(_body);
        }

        return keeper.Keep(record, key, _held, begun) is { } answer ? new(answer, IsAbandoned: false) : Landing.NotKept;
    }
}
