using System.Text.Json;

namespace Seaworthy.Workforce.Scores;

/// <summary>What came of one call, in the document's members (R34): either data or an error, never an exception.</summary>
/// <param name="Url">What was called.</param>
/// <param name="Data">The JSON that came; null when there is an error.</param>
/// <param name="Error">Why there is none, in a word or two that hold nothing of what the other side sent.</param>
internal sealed record CallResult(Uri Url, JsonElement? Data, string? Error);
