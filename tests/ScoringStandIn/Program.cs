using Seaworthy.ScoringStandIn;

// What scores workflows where there is no machine that can: a process of its own, so that it can be slow, wrong or gone like one.
//   dotnet run --project tests/ScoringStandIn -- --port 7072
//   Services__Workforce__Upstreams__scoring="http://localhost:7072/score http://localhost:7072/failing" ./seaworthy serve
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls($"http://127.0.0.1:{builder.Configuration["port"] ?? "7072"}");
var app = builder.Build();
var meeting = new Meeting();
app.MapGet("/score", (string role, int steps, int minutes) => new { score = Answers.Of(role, steps, minutes) });
app.MapGet("/together/{callers:int}", (int callers, CancellationToken gone) => meeting.AnswerAsync(callers, gone));
app.MapGet("/slow", (CancellationToken gone) => Task.Delay(Timeout.Infinite, gone));
app.MapGet("/failing", () => Results.StatusCode(503));
app.MapGet("/garbage", () => "<html>Service temporarily moved</html>");
app.MapGet("/outside", () => new { score = 400 });
app.MapGet("/wide", () => new { score = 50, reason = new string('x', 200_000) });
await app.StartAsync();
Console.WriteLine($"listening on {app.Urls.First()}");
await app.WaitForShutdownAsync();
