using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Workforce.Documents;

/// <summary>A text that a company hands in.</summary>
internal sealed record NewDocument(
    [property: Required, PlainText, Trimmed, Length(1, 200)] string Title,
    [property: Required, PlainText, Length(1, 100_000)] string Content);
