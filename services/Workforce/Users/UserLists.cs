using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Workforce.Users;

/// <summary>The people of the caller's company.</summary>
internal static class UserLists
{
    public static ListDefinition<User, User> All { get; } = Fields(List.Of<User>("users"))
        .Filter<string>("email", FilterValue.Text, (u, email) => u.Email == email)
        .Sort("name", u => u.NameKey)
        .Strict();

    public static ListDefinition<User, User> Item { get; } = Fields(List.Of<User>("user"));

    private static ListDefinition<User, User> Fields(ListDefinition<User, User> list) => list
        .Key(u => u.Id)
        .Within<long>((u, company) => u.CompanyId == company)
        .Field("id", u => u.Id)
        .Field("email", u => u.Email)
        .Field("username", u => u.Username)
        .Field("full_name", u => u.FullName)
        .Field("is_active", u => u.IsActive)
        .Field("created_at", u => u.CreatedAt)
        .Field("updated_at", u => u.UpdatedAt)
        .Field("version", u => u.Version);
}
