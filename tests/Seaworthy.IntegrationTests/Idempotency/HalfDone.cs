using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.IntegrationTests.Accounts;

namespace Seaworthy.IntegrationTests.Idempotency;

/// <summary>Commits apart from its answer, and then fails.</summary>
internal sealed class HalfDone(Session<PeopleDb> session)
{
    private readonly ConcurrentDictionary<string, int> _effects = new();

    /// <summary>How often it was run by a key.</summary>
    public int Effects(string key) => _effects.GetValueOrDefault(key);

    /// <param name="status">What it answers then; 0 for an exception.</param>
    /// <param name="context">The request.</param>
    public async Task<IResult> DoAsync(int status, HttpContext context)
    {
        Count(context);
        await session.WriteAsync((_, _) => Task.FromResult(true), context.RequestAborted);
        return status > 0 ? TypedResults.StatusCode(status) : throw new InvalidOperationException("after the commit");
    }

    /// <summary>The same with what may be written again.</summary>
    public async Task<IResult> DoBesideAsync(HttpContext context)
    {
        Count(context);
        await session.Beside().WriteAsync((_, _) => Task.FromResult(true), context.RequestAborted);
        using var turn = await session.WaitToWriteAsync(context.RequestAborted);
        await session.Beside().WriteAsync(turn, [new("select 1")], context.RequestAborted);
        return TypedResults.StatusCode(503);
    }

    public async Task<IResult> RollBackAsync(HttpContext context)
    {
        Count(context);
        await session.WriteAsync<bool>((_, _) => throw new InvalidOperationException("before the commit"), context.RequestAborted);
        return TypedResults.NoContent();
    }

    private void Count(HttpContext context) => _effects.AddOrUpdate(context.Request.Headers["Idempotency-Key"].ToString(), 1, (_, count) => count + 1);
}
