using System.Globalization;
using Microsoft.Extensions.Configuration;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;

namespace Seaworthy.Faults.Subject;

/// <summary>Does what is left to do after a deposit.</summary>
internal sealed class Clerk(Session<SavingsDb> session, ServiceJobs<SavingsDb> jobs, IHttpClientFactory clients, IConfiguration configuration)
{
    private static readonly RetryDelay Soon = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));

    public static JobKind<Noted> Receipt { get; } = new("receipt") { MaxAttempts = 1000, Retry = Soon };

    public static JobKind<Deposited> Book { get; } = new("book") { MaxAttempts = 1000, Retry = Soon };

    /// <summary>Asked for by the calendar, each minute.</summary>
    public static JobKind<Struck> Clock { get; } = new("clock") { MaxAttempts = 1000, Retry = Soon };

    public static JobKind<Noted> Poison { get; } = new("poison") { MaxAttempts = 3, Retry = Soon, Queue = "poison" };

    /// <summary>Which attempt of a job it is that calls.</summary>
    public const string AttemptHeader = "Job-Attempt";

    /// <summary>The client that reaches the notary.</summary>
    public const string Notary = "notary";

    /// <summary>Tells the notary, who may hear it twice and knows it by its key, and writes the receipt, which is there once.</summary>
    public async Task GiveReceiptAsync(Noted noted, JobRun run, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(Notary);
        using var notice = new HttpRequestMessage(HttpMethod.Post, new Uri($"{configuration["Savings:Notary"]}{noted.Deposit}"))
        {
            Headers = { { "Idempotency-Key", noted.Deposit }, { AttemptHeader, $"{run.Attempt}" } },
        };
        using var told = await client.SendAsync(notice, cancellationToken);
        told.EnsureSuccessStatusCode();

        // Time in which whoever has told the notary and has written nothing can be killed.
        await Task.Delay(configuration.GetValue("Savings:WorkMs", 0), cancellationToken);
        await session.WriteAsync(
            async (db, ct) =>
            {
                db.Receipts.Add(new() { Deposit = noted.Deposit, Attempt = run.Attempt });
                await db.SaveChangesAsync(ct);
                await CompleteAsync(db, run, ct);
                return true;
            },
            cancellationToken);
    }

    public Task BookAsync(Deposited told, JobRun run, CancellationToken cancellationToken) => session.WriteAsync(
        async (db, ct) =>
        {
            db.Entries.Add(new() { Account = told.Account, Number = told.Number, Amount = told.Amount });
            await db.SaveChangesAsync(ct);
            await CompleteAsync(db, run, ct);
            return true;
        },
        cancellationToken);

    /// <summary>How a time of the calendar is written down.</summary>
    public static string Shown(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Writes down that a time of the calendar has come.</summary>
    public async Task StrikeAsync(Struck struck, JobRun run, CancellationToken cancellationToken)
    {
        await Task.Delay(configuration.GetValue("Savings:ClockMs", 0), cancellationToken);
        await session.WriteAsync(
            async (db, ct) =>
            {
                db.Strikes.Add(new() { StruckAt = Shown(struck.At) });
                await db.SaveChangesAsync(ct);
                await CompleteAsync(db, run, ct);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Work that no attempt can do: it throws, takes its process with it, or takes all memory.</summary>
    public static async Task SwallowAsync(Noted noted, JobRun run, CancellationToken cancellationToken)
    {
        switch (noted.Deposit)
        {
            case "kill":
                Environment.FailFast("swallowed poison");
                break;
            case "memory":
                // More than the process may have (DOTNET_GCHeapHardLimit): an OutOfMemoryException, as a handler that reads too much has it.
                var eaten = new List<byte[]>();
                while (!cancellationToken.IsCancellationRequested)
                {
                    eaten.Add(GC.AllocateArray<byte>(16 * 1024 * 1024));
                }

                break;
            default:
                await Task.Yield();
                throw new InvalidOperationException($"attempt {run.Attempt} at {noted.Deposit} failed");
        }
    }

    // The fault that is planted to show that the tests see it: the effect is committed by itself, and the job is finished after.
    private Task CompleteAsync(SavingsDb db, JobRun run, CancellationToken cancellationToken) =>
        configuration["Savings:Planted"] == "effect-apart" ? Task.CompletedTask : jobs.CompleteInTransactionAsync(db, run, cancellationToken);
}
