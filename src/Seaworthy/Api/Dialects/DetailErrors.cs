using System.Text.Json;
using Seaworthy.Api.Problems;

namespace Seaworthy.Api.Dialects;

/// <summary>The cafe's errors (R42, S1): <c>{"detail": …}</c>, with <c>errors</c> beside it where there are any.</summary>
public sealed class DetailErrors : ErrorShape
{
    /// <inheritdoc/>
    public override string ContentType => "application/json";

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, ProblemOccurrence occurrence)
    {
        json.WriteStartObject();
        json.WriteString("detail", occurrence.Message);
        if (occurrence.Problem.Errors.Count > 0)
        {
            ProblemJson.WriteErrors(json, occurrence.Problem.Errors);
        }

        json.WriteEndObject();
    }
}
