using Microsoft.EntityFrameworkCore;
using Seaworthy.Workforce.Roles;
using Seaworthy.Workforce.Tasks;

namespace Seaworthy.Workforce.Data;

/// <summary>Roles, the way from one to the next, and their tasks.</summary>
internal static class RoleTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Role>(role =>
        {
            role.ToTable("roles");
            role.HasIndex(r => r.Code).IsUnique().HasDatabaseName("idx_role_code");
            role.HasIndex(r => new { r.TitleKey, r.Id }).HasDatabaseName("idx_role_title");
        });
        model.Entity<RoleAdjacency>(adjacency =>
        {
            adjacency.ToTable("role_adjacency");
            adjacency.HasKey(a => new { a.RoleId, a.RelatedId });
            adjacency.HasOne(a => a.Role).WithMany().HasForeignKey(a => a.RoleId);
            adjacency.HasOne(a => a.Related).WithMany().HasForeignKey(a => a.RelatedId);
            adjacency.HasIndex(a => new { a.RoleId, a.Place }).HasDatabaseName("idx_role_adjacency_place");
            adjacency.HasIndex(a => a.RelatedId).HasDatabaseName("idx_role_adjacency_related");
        });
        model.Entity<RoleTask>(task =>
        {
            task.ToTable("tasks");
            task.HasOne(t => t.Role).WithMany().HasForeignKey(t => t.RoleId);
            task.HasIndex(t => t.Code).IsUnique().HasDatabaseName("idx_task_code");
            task.HasIndex(t => new { t.RoleId, t.Id }).HasDatabaseName("idx_task_role");
        });
    }
}
