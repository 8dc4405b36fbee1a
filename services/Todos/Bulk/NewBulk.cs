using System.ComponentModel.DataAnnotations;
using Seaworthy.Todos.Items;

namespace Seaworthy.Todos.Bulk;

/// <summary>What is to be done to which todos.</summary>
/// <param name="Action">What.</param>
/// <param name="Ids">To these; one that is there twice counts once.</param>
/// <param name="Filter">Or to those that are so when it is asked for.</param>
/// <param name="TagIds">For <c>retag</c>: the tags; an empty list takes all away.</param>
/// <param name="AssigneeId">For <c>reassign</c>: who does them; null for nobody.</param>
/// <param name="AllOrNothing">Changes nothing at all when it cannot be done for one of them, instead of leaving that one out.</param>
internal sealed record NewBulk(
    [property: Required, AllowedValues(BulkAction.Complete, BulkAction.Delete, BulkAction.Retag, BulkAction.Reassign, BulkAction.Review)] string Action,
    [property: Length(1, NewBulk.MostIds)] IReadOnlyList<long>? Ids = null,
    BulkFilter? Filter = null,
    [property: Length(0, NewTodo.MostTags)] IReadOnlyList<long>? TagIds = null,
    [property: Range(1, long.MaxValue)] long? AssigneeId = null,
    bool AllOrNothing = false) : IValidatableObject
{
    public const int MostIds = 100_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Action != BulkAction.Review && Ids is null == Filter is null)
        {
            yield return new ValidationResult("must be there, or filter, and not both", [nameof(Ids)]);
        }

        if (Action == BulkAction.Review && Ids is not null && Filter is not null)
        {
            yield return new ValidationResult("must not be there beside filter", [nameof(Ids)]);
        }

        if (Ids?.FirstOrDefault(id => id < 1, 1) is < 1 and var wrong)
        {
            yield return new ValidationResult($"has {wrong}, which is no id: ids are whole numbers from 1", [nameof(Ids)]);
        }

        if (Action == BulkAction.Retag == TagIds is null)
        {
            yield return new ValidationResult(TagIds is null ? "must be there for retag; an empty list takes all tags away" : $"is for retag, and means nothing for {Action}", [nameof(TagIds)]);
        }

        if (AssigneeId is not null && Action != BulkAction.Reassign)
        {
            yield return new ValidationResult($"is for reassign, and means nothing for {Action}", [nameof(AssigneeId)]);
        }
    }
}
