namespace Seaworthy.Grocery.Users;

/// <summary>A customer, known by e-mail and by the uid that the sign-in provider gave.</summary>
internal sealed class User
{
    public long Id { get; set; }

    public required string Email { get; set; }

    public required string Uid { get; set; }
}
