namespace Seaworthy.Todos.Bulk;

/// <summary>What a bulk job has done.</summary>
/// <param name="Action">What it was asked to do.</param>
/// <param name="Applied">False where one failed and all or nothing was asked for: then nothing has changed.</param>
/// <param name="Seen">Todos it has looked at.</param>
/// <param name="Changed">Todos that are another than before, or gone.</param>
/// <param name="Failed">Ids that nothing could be done for.</param>
/// <param name="Overdue">Of those seen, how many were overdue.</param>
/// <param name="Unassigned">Of those seen, how many were nobody's and not completed.</param>
/// <param name="Errors">Why, for the first thousand of those that failed.</param>
internal sealed record BulkResult(string Action, bool Applied, int Seen, int Changed, int Failed, int Overdue, int Unassigned, IReadOnlyList<BulkError> Errors)
{
    /// <summary>Errors that are kept: a hundred thousand would be a result that nobody can read.</summary>
    public const int MostErrors = 1000;
}

/// <summary>One id that nothing could be done for.</summary>
/// <param name="Id">The id.</param>
/// <param name="Error">Why.</param>
internal sealed record BulkError(long Id, string Error);
