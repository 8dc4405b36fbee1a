using System.Text.Json;
using Seaworthy.Api.Problems;

namespace Seaworthy.Api.Dialects;

/// <summary>Workforce's errors (R42, S2): <c>{status, error_code, message, metadata, timestamp}</c>.</summary>
public sealed class CodedErrors : ErrorShape
{
    /// <inheritdoc/>
    public override string ContentType => "application/json";

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, ProblemOccurrence occurrence)
    {
        var problem = occurrence.Problem;
        json.WriteStartObject();
        json.WriteString("status", "failure");
        json.WriteString("error_code", problem.Type.Code);
        json.WriteString("message", occurrence.Message);
        json.WriteStartObject("metadata");
        foreach (var (name, value) in problem.About)
        {
            Write(json, name, value);
        }

        if (problem.Errors is [var first, ..])
        {
            json.WriteString("field", first.Field);
            ProblemJson.WriteErrors(json, problem.Errors);
        }

        json.WriteString("request_id", occurrence.RequestId);
        json.WriteEndObject();
        json.WriteString("timestamp", occurrence.At.UtcDateTime);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        if (value is long number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, value.ToString());
        }
    }
}
