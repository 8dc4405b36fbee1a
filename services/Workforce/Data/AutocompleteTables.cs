using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Tenants;
using Seaworthy.Workforce.Autocomplete;

namespace Seaworthy.Workforce.Data;

/// <summary>What names and sentences are found by.</summary>
internal static class AutocompleteTables
{
    public static void Map(ModelBuilder model, WorkforceDb db)
    {
        model.Entity<UserStart>(start =>
        {
            start.ToTable("user_starts");
            start.OfTenant(db, s => s.Scope);
            start.HasKey(s => new { s.Scope, s.Start, s.TargetId });
            start.HasOne(s => s.Target).WithMany(u => u.Starts).HasForeignKey(s => s.TargetId);
            start.HasIndex(s => s.TargetId).HasDatabaseName("idx_user_start_user");
        });
        model.Entity<TaskStart>(start =>
        {
            start.ToTable("task_starts");
            start.HasKey(s => new { s.Scope, s.Start, s.TargetId });
            start.HasOne(s => s.Target).WithMany(t => t.Starts).HasForeignKey(s => s.TargetId);
            start.HasIndex(s => s.TargetId).HasDatabaseName("idx_task_start_task");
        });
        model.Entity<UserWord>(word =>
        {
            word.ToTable("user_words");
            word.OfTenant(db, w => w.Scope);
            word.HasKey(w => new { w.Scope, w.Key, w.Word });
        });
        model.Entity<TaskWord>(word =>
        {
            word.ToTable("task_words");
            word.HasKey(w => new { w.Scope, w.Key, w.Word });
        });
    }
}
