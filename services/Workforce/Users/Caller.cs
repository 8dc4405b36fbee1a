namespace Seaworthy.Workforce.Users;

/// <summary>Who calls: one of a company's people.</summary>
internal sealed record Caller(long UserId, long CompanyId, string Email, string Username)
{
    /// <summary>Whose a job is that he asks for, however he has signed in.</summary>
    public string Subject => $"user:{UserId}";
}
