namespace Seaworthy.Grocery.Users;

/// <summary>A customer, known by e-mail and by his uid: the subject of his token, an account's or a sign-in provider's.</summary>
internal sealed class User
{
    /// <summary>How the uid begins of somebody whom an import knows by e-mail and who has not signed in yet.</summary>
    public const string ImportedUid = "import:";

    /// <summary>The same of somebody who was only said to be here, at a desk.</summary>
    public const string DevelopmentUid = "development:";

    public long Id { get; set; }

    public required string Email { get; set; }

    public required string Uid { get; set; }
}
