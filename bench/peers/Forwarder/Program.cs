using System.Net;
using Yarp.ReverseProxy.Forwarder;

// YARP's forwarder as its documentation shows it, and nothing around it: what a hop costs in .NET before anything of ours.
var upstream = args[1];
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls($"http://127.0.0.1:{args[0]}");
builder.Services.AddHttpForwarder();
var app = builder.Build();
using var client = new HttpMessageInvoker(new SocketsHttpHandler
{
    UseProxy = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, UseCookies = false, EnableMultipleHttp2Connections = true, ActivityHeadersPropagator = null,
});
var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
app.Map("/{**path}", async (HttpContext context) => await forwarder.SendAsync(context, upstream, client));
app.Run();
