using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Seaworthy.Leaks;

/// <summary>
/// A body whose secrets are written over where they lie, before they can be sent: nothing is held, copied or made longer. One for each
/// record, used again. A file that the server sends by itself is not looked at.
/// </summary>
internal sealed class MaskedBody : PipeWriter, IHttpResponseBodyFeature
{
    private IHttpResponseBodyFeature _inner = null!;
    private PipeWriter _writer = null!;
    private Stream? _stream;
    private LeakMask _mask = null!;
    private LeakAlarm _alarm = null!;
    private RequestRecord _record = null!;
    private Memory<byte> _given;
    private readonly byte[] _before = new byte[SecretNames.Longest];
    private int _beforeLength;
    private LeakRest _rest;
    private bool _isText;
    private bool _hasBegun;

    public Stream Stream => _stream ??= AsStream(leaveOpen: true);

    public PipeWriter Writer => this;

    public override bool CanGetUnflushedBytes => _writer.CanGetUnflushedBytes;

    public override long UnflushedBytes => _writer.UnflushedBytes;

    public void Begin(IHttpResponseBodyFeature inner, RequestRecord record, LeakMask mask, LeakAlarm alarm)
    {
        (_inner, _writer, _record, _mask, _alarm) = (inner, inner.Writer, record, mask, alarm);
        (_given, _rest, _beforeLength, _hasBegun) = (default, default, 0, false);
    }

    /// <summary>The request is over: nothing of it is kept.</summary>
    public void Forget() => (_inner, _writer, _record, _given) = (null!, null!, null!, default);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _given = _writer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        if (!_hasBegun)
        {
            (_hasBegun, _isText) = (true, LeakMask.IsText(_record.Context.Response.ContentType));
        }

        if (_isText && bytes > 0)
        {
            Look(_given.Span[..bytes]);
        }

        _given = default;
        _writer.Advance(bytes);
    }

    // In one piece: what is cut in two could be a secret in neither.
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        source.CopyTo(GetMemory(source.Length));
        Advance(source.Length);
        return FlushAsync(cancellationToken);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => _writer.FlushAsync(cancellationToken);

    public void DisableBuffering() => _inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => _inner.StartAsync(cancellationToken);

    public Task CompleteAsync() => _inner.CompleteAsync();

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        _inner.SendFileAsync(path, offset, count, cancellationToken);

    public override void CancelPendingFlush() => _writer.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => _writer.Complete(exception);

    private void Look(Span<byte> piece)
    {
        if (_mask.Apply(piece, _before.AsSpan(0, _beforeLength), _record.Plan!.ShownSecrets, ref _rest) is { } leak)
        {
            _alarm.Raise(_record, leak, LeakMetrics.Masked);
        }

        var last = piece[^Math.Min(piece.Length, _before.Length)..];
        last.CopyTo(_before);
        _beforeLength = last.Length;
    }
}
