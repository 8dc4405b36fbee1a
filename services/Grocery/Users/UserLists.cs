using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Grocery.Users;

/// <summary>How customers are found.</summary>
internal static class UserLists
{
    /// <summary>By the uid that the sign-in provider gave.</summary>
    public static ListDefinition<User, User> ByUid { get; } = List.Of<User>("user by uid")
        .Key(u => u.Id)
        .Sort("id", u => u.Id)
        .Within<string>((u, uid) => u.Uid == uid);

    /// <summary>All of them, for the shop's staff.</summary>
    public static ListDefinition<User, User> All { get; } = List.Of<User>("users")
        .Key(u => u.Id)
        .Field("id", u => u.Id)
        .Field("email", u => u.Email)
        .Field("uid", u => u.Uid)
        .Filter<string>("email", FilterValue.Text, (u, email) => u.Email == email)
        .Filter<string>("uid", FilterValue.Text, (u, uid) => u.Uid == uid)
        .Sort("id", u => u.Id)
        .Strict();
}
