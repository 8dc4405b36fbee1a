using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Mail;
using Seaworthy.Services.Tests.Grocery;
using Seaworthy.Services.Tests.Support;
using Seaworthy.Todos;
using Seaworthy.Todos.Data;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>The todos at a desk with their demo team, a neighbour beside them; lists are not limited, and mails are kept here.</summary>
public class TodosOnSqlite : ServiceHost
{
    public const int DemoTodos = 36;

    public override string Prefix => "/todos";

    /// <summary>What was sent, and whether it can be.</summary>
    internal Mailbox Mails { get; } = new();

    internal Session<TodosDb> Session => App.App.Services.GetRequiredService<Session<TodosDb>>();

    protected override string Environment => Environments.Development;

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());

    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Services:Todos:RateLimiting:Policies:todos", "1000000/second"), ("Seaworthy:Identity:ApiKeys:RememberSeconds", "0")];

    protected override void Build(WebApplicationBuilder builder) => builder.Services.AddSingleton<IMailer>(Mails);

    protected override void AddModules(SeaworthyBuilder seaworthy) => seaworthy.AddApiKeys().AddModule<TodosModule>().AddModule<Neighbour>();

    protected override Task FillAsync() => SeedAsync(new SeedRequest());

    public Task<SeedReport> SeedAsync(SeedRequest request) =>
        App.App.Services.GetRequiredService<IServiceSeed>().SeedAsync(request, new Progress<SeedProgress>(), CancellationToken.None);

    public T Get<T>()
        where T : notnull => App.App.Services.GetRequiredService<T>();
}

public sealed class TodosOnPostgreSql : TodosOnSqlite
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

/// <summary>As they are served to others.</summary>
public sealed class TodosInProduction : TodosOnSqlite
{
    protected override string Environment => Environments.Production;
}

/// <summary>On a clock that a test moves. Times of the cache are not drawn, its usual one is another than those of the todos, and nothing goes on by itself.</summary>
public sealed class TodosByTheClock : TodosOnSqlite
{
    internal MovedTime Time { get; } = new();

    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        .. base.Settings, ("Seaworthy:Caching:TtlSeconds", "7"), ("Seaworthy:Caching:JitterPercent", "0"), ("Seaworthy:Caching:EarlyRefresh", "false"), ("Seaworthy:Jobs:Enabled", "false"),
    ];

    protected override void Build(WebApplicationBuilder builder)
    {
        base.Build(builder);
        builder.Services.AddSingleton<TimeProvider>(Time);
    }
}

/// <summary>A calendar and a stopwatch that go on when a test says so; timers are the real ones.</summary>
internal sealed class MovedTime : TimeProvider
{
    private long _ticks = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}

/// <summary>A mail server that a test can take away.</summary>
internal sealed class Mailbox : IMailer
{
    public ConcurrentQueue<MailMessage> Sent { get; } = new();

    public bool IsAway { get; set; }

    public Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            throw new IOException("The mail server is away.");
        }

        Sent.Enqueue(message);
        return Task.CompletedTask;
    }
}
