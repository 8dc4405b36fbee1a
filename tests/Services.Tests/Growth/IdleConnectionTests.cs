using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;

namespace Seaworthy.Services.Tests.Growth;

/// <summary>Counts what the whole process holds: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(IdleConnectionTests), DisableParallelization = true)]
public sealed class NothingBeside;

/// <summary>What somebody costs who has asked once and says nothing more.</summary>
[Collection(nameof(IdleConnectionTests))]
public sealed class IdleConnectionTests
{
    private const int Before = 100;
    private const int Connections = 500;

    // Of both ends, since the callers are of this process too.
    private const int MostBytes = 20_000;

    [Fact]
    public async Task A_connection_that_waits_holds_less_than_twenty_thousand_bytes()
    {
        await using var app = await TestApp.StartAsync(app => app.MapGet("/", () => "here"));
        var callers = new List<Socket>();
        try
        {
            await ConnectAsync(app, callers, Before);
            var before = GC.GetTotalMemory(forceFullCollection: true);

            await ConnectAsync(app, callers, Connections);

            ((GC.GetTotalMemory(forceFullCollection: true) - before) / Connections).ShouldBeLessThan(MostBytes);
        }
        finally
        {
            callers.ForEach(caller => caller.Dispose());
        }
    }

    private static async Task ConnectAsync(TestApp app, List<Socket> callers, int count)
    {
        var request = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {app.Address.Authority}\r\n\r\n");
        var answer = new byte[4096];
        for (var n = 0; n < count; n++)
        {
            var caller = new Socket(SocketType.Stream, ProtocolType.Tcp);
            callers.Add(caller);
            await caller.ConnectAsync(app.Address.Host, app.Address.Port);
            await caller.SendAsync(request);
            (await caller.ReceiveAsync(answer)).ShouldBeGreaterThan(0);
        }
    }
}
