using System.Text.Encodings.Web;
using System.Text.Json;
using Seaworthy.Api.Dialects;

namespace Seaworthy.Api.Problems;

/// <summary>RFC 9457: <c>type</c>, <c>title</c>, <c>status</c>, <c>detail</c>, <c>instance</c> and our extensions.</summary>
public sealed class ProblemJson : ErrorShape
{
    /// <summary>Readable text: quotes and angle brackets are escaped by JSON's rules only, since no answer is HTML.</summary>
    internal static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public override string ContentType => "application/problem+json";

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, ProblemOccurrence occurrence)
    {
        var problem = occurrence.Problem;
        json.WriteStartObject();
        json.WriteString("type", occurrence.TypeUri);
        json.WriteString("title", problem.Type.Title);
        json.WriteNumber("status", occurrence.Status);
        if (problem.Detail is not null)
        {
            json.WriteString("detail", problem.Detail);
        }

        json.WriteString("instance", $"urn:uuid:{Guid.ParseExact(occurrence.TraceId, "N")}");
        if (problem.Errors.Count > 0)
        {
            WriteErrors(json, problem.Errors);
        }

        if (problem.ViolatedPolicies.Count > 0)
        {
            json.WriteStartArray("violated-policies");
            foreach (var name in problem.ViolatedPolicies)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }

        json.WriteString("requestId", occurrence.RequestId);
        json.WriteString("traceId", occurrence.TraceId);
        json.WriteEndObject();
    }

    /// <summary>The member <c>errors</c>: one object per value that breaks a rule.</summary>
    internal static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<ProblemError> errors)
    {
        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("detail", error.Detail);
            var (name, value) = error.Pointer is not null ? ("pointer", error.Pointer)
                : error.Parameter is not null ? ("parameter", error.Parameter)
                : ("header", error.Header);
            json.WriteString(name, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
