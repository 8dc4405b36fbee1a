using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Workforce.History;

/// <summary>What somebody makes of a workflow's score.</summary>
/// <param name="Status">One of <see cref="HistoryStatus"/>.</param>
/// <param name="Score">From 0 to 100; whoever validates says it.</param>
/// <param name="Notes">Why.</param>
internal sealed record NewValidation(
    [property: Required, AllowedValues(HistoryStatus.InProgress, HistoryStatus.Validated, HistoryStatus.Rejected)] string Status,
    [property: Range(0, 100)] int? Score = null,
    [property: PlainText, Trimmed, Length(0, 4000)] string Notes = "") : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Status == HistoryStatus.Validated && Score is null)
        {
            yield return new ValidationResult("must be there when the status is validated", [nameof(Score)]);
        }
    }
}
