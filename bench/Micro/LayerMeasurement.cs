using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Seaworthy.Bench;

namespace Seaworthy.Micro;

/// <summary>
/// One row in a process of its own: nothing that another row ran shapes its code. Prints elapsed time, processor time
/// (all threads, so that a log written elsewhere counts) and allocated bytes per request. Of times it is the quietest batch:
/// whatever else the machine does only ever adds.
/// </summary>
internal static class LayerMeasurement
{
    private const int Batch = 20_000;
    private const int Batches = 15;

    // The last tier of the JIT comes in the background, and late on a busy machine.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    // What a browser on another origin sends.
    private static readonly byte[] Request =
        ("GET /plain HTTP/1.1\r\nHost: api.example.com\r\nAccept: application/json\r\nOrigin: https://shop.example.com\r\n"
        + "User-Agent: bench\r\nAccept-Encoding: gzip, br\r\n\r\n").Select(c => (byte)c).ToArray();

    public static async Task<int> RunAsync(LayerRow row)
    {
        var transport = new MemoryTransport();
        await using var app = Build(row, transport);
        await app.StartAsync();
        var connection = transport.Connect();
        await WarmUpAsync(connection);
        var times = new List<double>();
        var cpus = new List<double>();
        var bytes = new List<double>();
        for (var batch = 0; batch < Batches; batch++)
        {
            var (started, cpu, allocated) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
            Ask(connection, Batch);
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalNanoseconds / Batch);
            cpus.Add((Environment.CpuUsage.TotalTime - cpu).TotalNanoseconds / Batch);
            bytes.Add((GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)Batch);
        }

        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"ROW {times.Min():0} {cpus.Min():0} {Numbers.Median(bytes):0}"));
        Environment.Exit(0); // a host with an open connection would drain it first
        return 0;
    }

    private static WebApplication Build(LayerRow row, MemoryTransport transport)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddFilter("Seaworthy", LogLevel.Information);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Listen(IPAddress.Loopback, 1);
        });
        builder.Services.RemoveAll<IConnectionListenerFactory>();
        builder.Services.AddSingleton<IConnectionListenerFactory>(transport);
        row.Services(builder);
        var app = builder.Build();
        row.Pipeline(app);
        app.MapGet("/plain", () => new Plain("Hello, world", 42));
        return app;
    }

    private static async Task WarmUpAsync(IDuplexPipe connection)
    {
        // The first answers come from the thread that accepted the connection, until it waits for the next request.
        for (var i = 0; i < 20; i++)
        {
            await connection.Output.WriteAsync(Request);
            var said = await FirstAnswerAsync(connection.Input);
            if (!said.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(said);
            }

            await Task.Delay(20);
        }

        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < WarmUp)
        {
            Ask(connection, Batch / 10);
            await Task.Delay(5); // lets the JIT's thread have the processor
        }
    }

    // Written on another thread than ours, so the end of a chunked body may come by itself.
    private static async Task<string> FirstAnswerAsync(PipeReader input)
    {
        while (true)
        {
            var read = await input.ReadAsync();
            var said = Encoding.Latin1.GetString(read.Buffer.ToArray());
            if (!said.Contains("chunked", StringComparison.Ordinal) || said.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal))
            {
                input.AdvanceTo(read.Buffer.End);
                return said;
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static void Ask(IDuplexPipe connection, int times)
    {
        for (var i = 0; i < times; i++)
        {
            connection.Output.Write(Request);
            var sent = connection.Output.FlushAsync();
            if (!sent.IsCompletedSuccessfully || !connection.Input.TryRead(out var answer) || answer.Buffer.Length < 100)
            {
                throw new InvalidOperationException("the answer was not there when the request had been sent");
            }

            connection.Input.AdvanceTo(answer.Buffer.End);
        }
    }
}

/// <summary>What every row answers.</summary>
internal sealed record Plain(string Message, int Number);
