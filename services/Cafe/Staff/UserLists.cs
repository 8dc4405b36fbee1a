using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Cafe.Staff;

/// <summary>The people of the caller's restaurant.</summary>
internal static class UserLists
{
    public static ListDefinition<User, User> All { get; } = Fields(List.Of<User>("users"))
        .Sort("id", u => u.Id)
        .Strict();

    public static ListDefinition<User, User> Item { get; } = Fields(List.Of<User>("user"));

    private static ListDefinition<User, User> Fields(ListDefinition<User, User> list) => list
        .Key(u => u.Id)
        .Within<long>((u, restaurant) => u.RestaurantId == restaurant)
        .Field("id", u => u.Id)
        .Field("email", u => u.Email)
        .Field("full_name", u => u.FullName)
        .Field("role", u => u.Role)
        .Field("is_active", u => u.IsActive)
        .Field("created_at", u => u.CreatedAt)
        .Field("updated_at", u => u.UpdatedAt)
        .Field("version", u => u.Version);
}
