using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.Faults.Subject;

/// <summary>Answers the bank's clients.</summary>
internal sealed class Teller(Session<SavingsDb> session, ServiceJobs<SavingsDb> jobs, ServiceEvents<SavingsDb> events, IHttpClientFactory clients, IConfiguration configuration)
{
    /// <summary>The tag of what is kept of an account.</summary>
    public const string Touched = "savings-account:{name}";

    public Task<IResult> DepositAsync(NewDeposit made, CancellationToken cancellationToken) => session.Repeatable().AnswerAsync(
        async (db, ct) =>
        {
            // First the account's row: whoever holds it is the next of this account, and its event is.
            await db.Accounts.Where(account => account.Name == made.Account)
                .ExecuteUpdateAsync(set => set.SetProperty(account => account.Deposits, account => account.Deposits + 1).SetProperty(account => account.Balance, account => account.Balance + made.Amount), ct);
            var number = await db.Accounts.Where(account => account.Name == made.Account).Select(account => account.Deposits).SingleAsync(ct);
            var deposit = db.Deposits.Add(new() { Name = made.Name, Account = made.Account, Number = number, Amount = made.Amount }).Entity;
            await db.SaveChangesAsync(ct);
            await jobs.EnqueueAsync(db, Clerk.Receipt, new(made.Name), ct);
            await events.PublishAsync(db, SavingsModule.Deposited, new(made.Account, number, made.Amount), ct);
            if (configuration["Savings:Forgotten"] is not null)
            {
                await events.PublishAsync(db, SavingsModule.Forgotten, new(made.Account, number, made.Amount), ct);
            }

            return Show(configuration["Savings:Planted"] == "answer-apart" ? Misread(deposit) : deposit, StatusCodes.Status201Created);
        },
        cancellationToken,
        () => [$"savings-account:{made.Account}"]);

    public async Task<IResult> FindAsync(string name, CancellationToken cancellationToken) =>
        await session.ReadAsync((db, ct) => db.Deposits.FirstOrDefaultAsync(deposit => deposit.Name == name, ct), cancellationToken) is { } deposit
            ? Show(deposit, StatusCodes.Status200OK)
            : TypedResults.NotFound();

    public async Task<IResult> BalanceAsync(string name, CancellationToken cancellationToken) =>
        TypedResults.Ok(await session.ReadAsync((db, ct) => db.Accounts.SingleAsync(account => account.Name == name, ct), cancellationToken));

    /// <summary>A statement that takes its time.</summary>
    public async Task<IResult> SearchAsync(int milliseconds, CancellationToken cancellationToken) => TypedResults.Ok(
        await session.ReadAsync(new($"select pg_sleep({milliseconds} / 1000.0)::text"), row => row.GetString(0), cancellationToken));

    /// <summary>Tells the notary something in passing, without a key: whoever hears nothing must not say it again.</summary>
    public async Task<IResult> RemarkAsync(string name, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(Clerk.Notary);
        using var told = await client.PostAsync(new Uri($"{configuration["Savings:Notary"]}remarks/{name}"), null, cancellationToken);
        return TypedResults.StatusCode((int)told.StatusCode);
    }

    public async Task<IResult> PoisonAsync(string kind, CancellationToken cancellationToken) =>
        TypedResults.Ok((await jobs.EnqueueAsync(Clerk.Poison, new(kind), cancellationToken)).Id);

    private static Deposit Misread(Deposit made) => new() { Id = made.Id, Name = made.Name, Account = made.Account, Number = made.Number + 1, Amount = made.Amount };

    private static JsonHttpResult<Deposit> Show(Deposit deposit, int status) => TypedResults.Json(deposit, statusCode: status);
}
