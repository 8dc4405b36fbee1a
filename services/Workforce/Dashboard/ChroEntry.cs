namespace Seaworthy.Workforce.Dashboard;

/// <summary>A line of the dashboard as it is shown.</summary>
/// <param name="Id">The line.</param>
/// <param name="Workflow">What is scored.</param>
/// <param name="EtterScore">What machines made of it; null until they were asked.</param>
/// <param name="ValidatedScore">What a person made of it last; null until somebody has.</param>
internal sealed record ChroEntry(long Id, ChroWorkflow Workflow, ChroScore? EtterScore, ChroValidation? ValidatedScore);

/// <summary>Its workflow.</summary>
internal sealed record ChroWorkflow(long Id, string Name, string Status);

/// <summary>The machines' score.</summary>
/// <param name="Id">The score.</param>
/// <param name="Score">From 0 to 100.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record ChroScore(long Id, int Score, DateTime CreatedAt);

/// <summary>A person's score.</summary>
/// <param name="Id">The entry of the history.</param>
/// <param name="Score">From 0 to 100.</param>
/// <param name="Status">The entry's.</param>
/// <param name="UpdatedAt">When it was said.</param>
/// <param name="User">Who said it.</param>
internal sealed record ChroValidation(long Id, int? Score, string Status, DateTime UpdatedAt, ChroUser User);

/// <summary>Who said it.</summary>
internal sealed record ChroUser(long Id, string Username, string FullName);
