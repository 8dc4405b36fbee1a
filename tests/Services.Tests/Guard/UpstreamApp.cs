using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Services.Tests.Guard;

/// <summary>An API without any of the layer, as somebody else would have written it.</summary>
internal sealed class UpstreamApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _calls = new();

    private UpstreamApp(WebApplication app, int port)
    {
        _app = app;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? $"http://127.0.0.1:{port}");
    }

    public Uri Address { get; private set; }

    /// <summary>Set to hold <c>/slow</c> back.</summary>
    public TaskCompletionSource Slow { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends <c>/events</c>.</summary>
    public TaskCompletionSource Events { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the answer of <c>/set</c> and below carries beside its body, by name.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>Until when <c>/set</c> and below wait.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    /// <summary>Status of <c>/set</c>.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Body of <c>/set</c>.</summary>
    public string Body { get; set; } = """{"a":1}""";

    /// <summary>The headers of the last request.</summary>
    public Dictionary<string, string> Last { get; private set; } = [];

    /// <summary>Path and query of the last request, as they were sent.</summary>
    public string Target { get; private set; } = "";

    /// <summary>How often a path was called, by any method.</summary>
    public int Calls(string path) => _calls.GetValueOrDefault(path);

    public static async Task<UpstreamApp> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(server => server.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        UpstreamApp? own = null;
        app.UseWebSockets();
        app.Run(context => own!.AnswerAsync(context));
        await app.StartAsync();
        return own = new(app, port);
    }

    public async ValueTask DisposeAsync()
    {
        Slow.TrySetResult();
        Events.TrySetResult();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        _calls.AddOrUpdate(path, 1, (_, before) => before + 1);
        Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        Last = context.Request.Headers.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        switch (path[path.LastIndexOf('/')..])
        {
            case "/slow":
                await Slow.Task.WaitAsync(context.RequestAborted);
                await TextAsync(context, "late");
                break;
            case "/events":
                await EventsAsync(context);
                break;
            case "/socket":
                await EchoAsync(context);
                break;
            case "/bare":
                context.Response.StatusCode = 418;
                break;
            case "/redirect":
                context.Response.Redirect($"{context.Request.Scheme}://{context.Request.Host}/elsewhere");
                break;
            case "/echo":
                using (var reader = new StreamReader(context.Request.Body))
                {
                    await TextAsync(context, $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {(await reader.ReadToEndAsync()).Length}");
                }

                break;
            default:
                await Held.WaitAsync(context.RequestAborted);
                if (context.Request.Headers.IfNoneMatch.Count > 0 && Headers.TryGetValue("ETag", out var tag) && context.Request.Headers.IfNoneMatch == tag)
                {
                    context.Response.StatusCode = 304;
                    Add(context);
                    return;
                }

                context.Response.StatusCode = Status;
                Add(context);
                await TextAsync(context, Body);
                break;
        }
    }

    private void Add(HttpContext context)
    {
        foreach (var (name, value) in Headers)
        {
            context.Response.Headers[name] = value;
        }
    }

    private static async Task TextAsync(HttpContext context, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.ContentType ??= "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes);
    }

    private async Task EventsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync("data: first\n\n");
        await context.Response.Body.FlushAsync();
        await Events.Task.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync("data: last\n\n");
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var room = new byte[1024];
        while (await socket.ReceiveAsync(room, context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } message)
        {
            await socket.SendAsync(room.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, context.RequestAborted);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }
}
