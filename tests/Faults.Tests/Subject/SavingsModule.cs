using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.Hosting;
using Seaworthy.Jobs;
using Seaworthy.Messaging;
using Seaworthy.Resilience;

namespace Seaworthy.Faults.Subject;

/// <summary>
/// What is broken by the tests: a savings bank. A deposit is one transaction with its idempotency key, a job and an event; the job gives a receipt and tells a
/// <see cref="Harness.Notary"/> outside, the event becomes an entry of the account's book.
/// </summary>
internal sealed class SavingsModule : IModule
{
    /// <summary>Milliseconds of a processor that a request takes where there is nothing but work.</summary>
    private const int WorkMs = 10;

    public static ModuleInfo Info { get; } = new("savings", "Savings bank", Dialect.Default);

    public static IReadOnlyList<string> Accounts { get; } = [.. Enumerable.Range(0, 6).Select(n => $"account-{n}")];

    /// <summary>Told of each deposit, in the order of its account.</summary>
    public static EventContract<Deposited> Deposited { get; } = new("savings.deposited", 1, told => told.Account);

    /// <summary>Nobody takes it.</summary>
    public static EventContract<Deposited> Forgotten { get; } = new("savings.forgotten", 1, told => told.Account);

    public static void AddServices(ModuleBuilder module)
    {
        module.AddDatabase<SavingsDb>().KeepIdempotencyKeys<SavingsDb>().AddOutbox<SavingsDb>().AddJobs<SavingsDb>(jobs => jobs
            .Run<Clerk, Noted>(Clerk.Receipt, (clerk, noted, run, ct) => clerk.GiveReceiptAsync(noted, run, ct))
            .Run<Clerk, Struck>(Clerk.Clock, (clerk, struck, run, ct) => clerk.StrikeAsync(struck, run, ct))
            .Schedule("clock", CronSchedule.Parse("* * * * *"), Clerk.Clock, instant => new(instant))
            .Run<Clerk, Noted>(Clerk.Poison, (_, noted, run, ct) => Clerk.SwallowAsync(noted, run, ct))
            .Consume<Clerk, Deposited>(Clerk.Book, Deposited, (clerk, told, run, ct) => clerk.BookAsync(told, run, ct)));
        module.Services.AddHttpClient(Clerk.Notary).WithSeaworthyResilience();
        module.Services.AddSingleton<Teller>();
        module.Services.AddSingleton<Clerk>();
        module.Services.AddSingleton(new Mill(WorkMs));
    }

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        routes.MapPost("/deposits", (NewDeposit made, Teller teller, CancellationToken ct) => teller.DepositAsync(made, ct)).RequireIdempotencyKey().Public();
        routes.MapGet("/deposits/{name}", (string name, Teller teller, CancellationToken ct) => teller.FindAsync(name, ct)).Public();
        routes.MapGet("/accounts/{name}", (string name, Teller teller, CancellationToken ct) => teller.BalanceAsync(name, ct))
            .VaryByQuery().Cached(TimeSpan.FromMinutes(1), Teller.Touched).SameForEverybody().Public();
        routes.MapGet("/counter/{name}", (string name, Teller teller, CancellationToken ct) => teller.BalanceAsync(name, ct)).InClass(RequestClass.Critical).Public();
        routes.MapGet("/archive/{milliseconds}", (int milliseconds, Teller teller, CancellationToken ct) => teller.SearchAsync(milliseconds, ct)).Public();
        routes.MapGet("/pay", (Mill mill) => mill.Grind()).InClass(RequestClass.Critical).Public();
        routes.MapGet("/work", (Mill mill) => mill.Grind()).Public();
        routes.MapGet("/export", (Mill mill) => mill.Grind()).InClass(RequestClass.Bulk).Public();
        routes.MapPost("/remarks/{name}", (string name, Teller teller, CancellationToken ct) => teller.RemarkAsync(name, ct)).Public();
        routes.MapPost("/poison/{kind}", (string kind, Teller teller, CancellationToken ct) => teller.PoisonAsync(kind, ct)).Public();
    }
}

/// <summary>What a client asks for.</summary>
internal sealed record NewDeposit(string Name, string Account, long Amount);

/// <summary>What is told of a deposit.</summary>
internal sealed record Deposited(string Account, int Number, long Amount);

/// <summary>What a job is told.</summary>
internal sealed record Noted(string Deposit);

/// <summary>A time of the calendar.</summary>
internal sealed record Struck(DateTime At);
