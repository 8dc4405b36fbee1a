using System.Text.Json;
using Seaworthy.Api.Problems;

namespace Seaworthy.Api.Dialects;

/// <summary>How a service writes its errors.</summary>
public abstract class ErrorShape
{
    /// <summary>Media type of the error body.</summary>
    public abstract string ContentType { get; }

    /// <summary>Writes one problem as a whole JSON document.</summary>
    public abstract void Write(Utf8JsonWriter json, ProblemOccurrence occurrence);
}
