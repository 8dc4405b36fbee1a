using System.Text.Json.Serialization;

namespace Seaworthy.Api.Dialects;

/// <summary>The workforce document's envelope (R40, S2) around what an endpoint answers when all went well.</summary>
/// <param name="Data">The answer.</param>
/// <param name="Timestamp">When it was made, in UTC.</param>
/// <param name="Message">A sentence for people; null where there is none.</param>
public sealed record ApiResponse<T>(
    [property: JsonPropertyOrder(1)] T Data, [property: JsonPropertyOrder(4)] DateTime Timestamp, [property: JsonPropertyOrder(3)] string? Message = null)
{
    /// <summary><c>success</c>; a failure is an error body and never this.</summary>
    public string Status { get; } = ApiEnvelope.Success;

    /// <summary>Null: what is wrong stands in the error body.</summary>
    [JsonPropertyOrder(2)]
    public IReadOnlyList<string>? Errors { get; }
}
