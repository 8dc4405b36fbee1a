using System.Text.Json;
using Microsoft.Extensions.Logging;
using Seaworthy.Observability.Logs;

namespace Seaworthy.Tests.Observability;

[Trait("Requirement", "R52")]
public sealed class LogWriterTests
{
    [Fact]
    public async Task A_slow_reader_loses_lines_and_is_told_how_many()
    {
        using var output = new BlockedStream();
        using var writer = new LogWriter(new LogOutput(output), 8, TimeProvider.System);
        writer.Add(Line("first"));
        await output.Reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
        for (var i = 0; i < 20; i++)
        {
            writer.Add(Line($"number {i}"));
        }

        writer.Dropped.ShouldBe(12);
        output.Open.Set();

        var told = await output.Log.EventAsync(nameof(EventIds.LogLinesDropped));
        told.GetProperty("level").GetString().ShouldBe("warning");
        told.GetProperty("dropped").GetInt64().ShouldBe(12);
        output.Log.Lines.Count(line => line.Contains("number ")).ShouldBe(8);
    }

    [Fact]
    public void What_throws_when_it_is_read_ends_neither_the_thread_nor_the_line_after()
    {
        var log = new CapturedLog();
        using (var writer = new LogWriter(new LogOutput(log), 8, TimeProvider.System))
        {
            writer.Add(Line("fails") with { Exception = new UnreadableException() });
            writer.Add(Line("level") with { Level = (LogLevel)42 });
            writer.Add(Line("member") with { Members = [new("value", new UnreadableValue())] });
            writer.Add(Line("after"));
        }

        var lines = log.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Select(line => line.GetProperty("message").GetString()!.Split(':')[0]).ShouldBe(["fails", "level", "after", "1 log lines were dropped"]);
        lines[0].GetProperty("exception").GetProperty("message").GetString().ShouldBe("(cannot be read: it throws System.NotSupportedException)");
        lines[0].GetProperty("exception").GetProperty("type").GetString()!.ShouldEndWith(nameof(UnreadableException));
        lines[1].GetProperty("level").GetString().ShouldBe("42");
    }

    [Fact]
    public void Many_threads_lose_nothing_while_there_is_room()
    {
        var log = new CapturedLog();
        using (var writer = new LogWriter(new LogOutput(log), 65_536, TimeProvider.System))
        {
            Parallel.For(0, 8, thread =>
            {
                for (var i = 0; i < 2_000; i++)
                {
                    writer.Add(Line($"{thread}/{i}"));
                }
            });
            writer.Dropped.ShouldBe(0);
        }

        log.Lines.Distinct().Count().ShouldBe(16_000);
    }

    [Fact]
    public void A_ring_gives_lines_back_in_order_and_refuses_when_full()
    {
        var ring = new LogRing(4);
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                ring.TryAdd(Line($"{round}.{i}")).ShouldBeTrue();
            }

            ring.TryAdd(Line("too many")).ShouldBeFalse();
            for (var i = 0; i < 4; i++)
            {
                ring.TryTake(out var line).ShouldBeTrue();
                line.Message.ShouldBe($"{round}.{i}");
            }

            ring.TryTake(out _).ShouldBeFalse();
        }
    }

    private static LogLine Line(string message) =>
        new() { At = DateTimeOffset.UnixEpoch, Level = LogLevel.Information, Category = "test", Message = message };

    private sealed class UnreadableException : Exception
    {
        public override string Message => throw new NotSupportedException();

        public override string ToString() => throw new NotSupportedException();
    }

    private sealed class UnreadableValue
    {
        public override string ToString() => throw new NotSupportedException();
    }

    private sealed class BlockedStream : MemoryStream
    {
        public CapturedLog Log { get; } = new();

        public ManualResetEventSlim Open { get; } = new();

        public TaskCompletionSource Reached { get; } = new();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Reached.TrySetResult();
            Open.Wait();
            Log.Write(buffer);
        }
    }
}
