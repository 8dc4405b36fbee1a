namespace Seaworthy.EntityFrameworkCore.QueryBudgets;

/// <summary>An endpoint that asks the database too often.</summary>
/// <param name="Endpoint">Method and route template.</param>
/// <param name="Kind"><c>over-budget</c> or <c>repeated</c>.</param>
/// <param name="Message">What happened and what to do.</param>
/// <param name="Sql">The statement that went over, with its parameters' names, never their values.</param>
public sealed record QueryFinding(string Endpoint, string Kind, string Message, string Sql);
