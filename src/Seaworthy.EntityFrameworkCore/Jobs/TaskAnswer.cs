using System.Text.Json;
using System.Text.Json.Serialization;
using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>How a task stands, for whoever asked for it.</summary>
/// <param name="TaskId">Its id.</param>
/// <param name="Status"><c>processing</c>, <c>completed</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Progress">Of a hundred; null where it does not say.</param>
/// <param name="Note">What it says beside that.</param>
/// <param name="Result">What it has made.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="FinishedAt">When it ended.</param>
internal sealed record TaskAnswer(
    [property: JsonPropertyName("task_id")] Guid TaskId, string Status, int? Progress, string? Note, JsonElement? Result, DateTime CreatedAt, DateTime? FinishedAt)
{
    public const string Processing = "processing";

    // Why it failed is for operators: a handler's exception may say what no caller may read.
    public static TaskAnswer Of(JobView job) => new(job.Id, Named(job.Status), job.Progress, job.Note, Read(job.Result), job.CreatedAt, job.FinishedAt);

    private static string Named(JobStatus status) => status switch
    {
        JobStatus.Done => "completed",
        JobStatus.Dead => "failed",
        JobStatus.Cancelled => "cancelled",
        _ => Processing,
    };

    private static JsonElement? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);
}

/// <summary>What the documents answer to a request that goes on behind its answer (R61).</summary>
/// <param name="TaskId">What to ask for it by.</param>
/// <param name="Status"><c>processing</c>.</param>
internal sealed record AcceptedTask([property: JsonPropertyName("task_id")] Guid TaskId, string Status = TaskAnswer.Processing);
