using System.ComponentModel.DataAnnotations;

namespace Seaworthy.Workforce.Documents;

/// <summary>Where a document goes next.</summary>
internal sealed record DocumentStep(
    [property: Required, AllowedValues(DocumentStatus.Processing, DocumentStatus.Processed, DocumentStatus.Failed)] string Status);
