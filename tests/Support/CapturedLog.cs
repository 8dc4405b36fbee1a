using System.Text;
using System.Text.Json;

namespace Seaworthy.Testing;

/// <summary>Standard output of an application under test; a test waits for the line it is about.</summary>
internal sealed class CapturedLog : Stream
{
    private readonly List<string> _lines = [];
    private readonly List<(Func<JsonElement, bool> Wanted, TaskCompletionSource<JsonElement> Found)> _waiting = [];
    private readonly StringBuilder _open = new();

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public Task<JsonElement> LineAsync(Func<JsonElement, bool> wanted)
    {
        lock (_lines)
        {
            foreach (var line in _lines.Select(Parse))
            {
                if (wanted(line))
                {
                    return Task.FromResult(line);
                }
            }

            var found = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((wanted, found));
            return found.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    public Task<JsonElement> EventAsync(string name) =>
        LineAsync(line => line.TryGetProperty("event", out var e) && e.ValueKind == JsonValueKind.String && e.GetString() == name);

    public Task<JsonElement> RequestAsync(string path) =>
        LineAsync(line => line.TryGetProperty("path", out var p) && p.GetString() == path);

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (_lines)
        {
            _open.Append(Encoding.UTF8.GetString(buffer, offset, count));
            var parts = _open.ToString().Split('\n');
            _open.Clear().Append(parts[^1]);
            foreach (var part in parts[..^1])
            {
                _lines.Add(part);
                var line = Parse(part);
                foreach (var (wanted, found) in _waiting.Where(waiting => waiting.Wanted(line)).ToArray())
                {
                    found.TrySetResult(line);
                }
            }
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;
}
