using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.OpenApi;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Todos.Data;
using Seaworthy.Todos.Items;

namespace Seaworthy.Todos.Bulk;

/// <summary>S3's <c>bulk-process</c> (R51): says at once that it has started, in the document's words, and where to ask how it goes (R61).</summary>
internal sealed class RequestBulk(Session<TodosDb> session, ServiceJobs<TodosDb> jobs)
{
    /// <summary>A hundred thousand ids of twenty digits each, and room for the rest.</summary>
    public const long MostBodyBytes = 4 * 1024 * 1024;

    public static OperationDescription Description { get; } = new("Does something to many todos, behind its answer")
    {
        Description = "Up to 100,000 ids, or a filter. Without a body all todos are looked at and none is changed.",
        Status = StatusCodes.Status202Accepted,
        Response = typeof(StartedBulk),
    };

    public async Task<IResult> HandleAsync(BulkBody body, string tasks, CancellationToken cancellationToken) =>
        body.Value is not { } wanted ? body.Problem! : await session.AnswerAsync(async (db, ct) => await AskAsync(db, wanted, tasks, ct), cancellationToken);

    private async Task<IResult> AskAsync(TodosDb db, NewBulk wanted, string tasks, CancellationToken cancellationToken)
    {
        if (await TodoParts.CheckAsync(db, wanted.TagIds, wanted.AssigneeId, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        var upTo = await db.Todos.MaxAsync(todo => (long?)todo.Id, cancellationToken) ?? 0;
        var order = new BulkOrder(
            wanted.Action, wanted.Ids?.Distinct().Order().ToList(), wanted.Filter, upTo, wanted.TagIds?.Distinct().ToList(), wanted.AssigneeId, wanted.AllOrNothing);
        var ticket = await jobs.EnqueueAsync(db, RunBulk.Kind, order, cancellationToken);
        return Results.Accepted($"{tasks}/{ticket.Id}", new StartedBulk(ticket.Id));
    }
}

/// <summary>The document's answer, and what to ask for the rest by.</summary>
internal sealed record StartedBulk([property: JsonPropertyName("task_id")] Guid TaskId, string Message = "Processing started", string Status = "processing");
