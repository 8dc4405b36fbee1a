using System.Text.Json;
using Seaworthy.Api.Problems;

namespace Seaworthy.Api.Dialects;

/// <summary>The todos' errors (R42, S3): <c>{error: {code, message, timestamp}}</c>.</summary>
public sealed class NestedErrors : ErrorShape
{
    /// <inheritdoc/>
    public override string ContentType => "application/json";

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, ProblemOccurrence occurrence)
    {
        var problem = occurrence.Problem;
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("code", problem.Type.Code);
        json.WriteString("message", occurrence.Message);
        json.WriteString("timestamp", occurrence.At.UtcDateTime);
        if (problem.Errors.Count > 0)
        {
            ProblemJson.WriteErrors(json, problem.Errors);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
