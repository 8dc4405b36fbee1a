namespace Seaworthy.Grocery.Users;

/// <summary>A customer, known by e-mail and by the uid that the sign-in provider gave.</summary>
internal sealed class User
{
    /// <summary>How the uid begins of somebody whom an import knows by e-mail and who has not signed in yet.</summary>
    public const string ImportedUid = "import:";

    public long Id { get; set; }

    public required string Email { get; set; }

    public required string Uid { get; set; }
}
