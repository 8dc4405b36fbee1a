using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>The tables of jobs in a service's own model and migrations.</summary>
public static class JobTables
{
    internal const string Jobs = "jobs";
    internal const string Finished = "finished_jobs";
    internal const string Workers = "job_workers";
    internal const string Paused = "paused_job_queues";
    internal const string Schedules = "job_schedules";
    internal const string Unique = "idx_jobs_unique_key";

    /// <summary>The tables in the model; call before <c>UseSeaworthy</c>.</summary>
    public static void MapJobs(this ModelBuilder model)
    {
        model.Entity<JobRow>(job =>
        {
            job.ToTable(Jobs);
            job.Property(j => j.Id).ValueGeneratedNever();
            job.HasIndex(j => new { j.Queue, j.Priority, j.Id }).HasFilter("state = 0").HasDatabaseName("idx_jobs_waiting");
            job.HasIndex(j => j.Worker).HasFilter("state = 1").HasDatabaseName("idx_jobs_running");
            job.HasIndex(j => j.DueAt).HasFilter("state = 2").HasDatabaseName("idx_jobs_scheduled");
            job.HasIndex(j => new { j.Lane, j.LaneOrder }).HasFilter("lane is not null").HasDatabaseName("idx_jobs_lane");
            job.HasIndex(j => j.UniqueKey).IsUnique().HasFilter("unique_key is not null").HasDatabaseName(Unique);
        });
        model.Entity<FinishedJobRow>(job =>
        {
            job.ToTable(Finished);
            job.Property(j => j.Id).ValueGeneratedNever();
            job.HasIndex(j => j.KeepUntil).HasDatabaseName("idx_finished_jobs_keep");
            job.HasIndex(j => j.Id).HasFilter("state = 4").HasDatabaseName("idx_finished_jobs_dead");
        });
        model.Entity<JobWorkerRow>(worker =>
        {
            worker.ToTable(Workers);
            worker.Property(w => w.Id).ValueGeneratedNever();
        });
        model.Entity<PausedQueueRow>(queue =>
        {
            queue.ToTable(Paused);
            queue.HasKey(q => q.Queue);
        });
        model.Entity<JobScheduleRow>(schedule =>
        {
            schedule.ToTable(Schedules);
            schedule.HasKey(s => s.Name);
        });
    }

    /// <summary>Makes the tables, in a migration's <c>Up</c>.</summary>
    public static void CreateJobs(this MigrationBuilder migration, string? schema)
    {
        migration.CreateTable(Jobs, schema: schema, columns: table => new
        {
            id = table.Uuid(migration, "id"),
            queue = table.Text(migration, "queue"),
            kind = table.Text(migration, "kind"),
            args = table.Text(migration, "args"),
            state = table.Int(migration, "state"),
            priority = table.Int(migration, "priority"),
            due_at = table.Instant(migration, "due_at"),
            attempt = table.Int(migration, "attempt"),
            max_attempts = table.Int(migration, "max_attempts"),
            worker = table.Long(migration, "worker", nullable: true),
            tenant = table.Long(migration, "tenant", nullable: true),
            subject = table.Text(migration, "subject", nullable: true),
            trace = table.Text(migration, "trace", nullable: true),
            unique_key = table.Text(migration, "unique_key", nullable: true),
            lane = table.Text(migration, "lane", nullable: true),
            lane_order = table.Long(migration, "lane_order", nullable: true),
            progress = table.Int(migration, "progress", nullable: true),
            note = table.Text(migration, "note", nullable: true),
            first_error = table.Text(migration, "first_error", nullable: true),
            last_error = table.Text(migration, "last_error", nullable: true),
            is_cancel_asked = table.Flag(migration, "is_cancel_asked"),
            created_at = table.Instant(migration, "created_at"),
        }, constraints: table => table.PrimaryKey("pk_jobs", row => row.id));
        migration.CreateIndex("idx_jobs_waiting", Jobs, ["queue", "priority", "id"], schema, filter: "state = 0");
        migration.CreateIndex("idx_jobs_running", Jobs, "worker", schema, filter: "state = 1");
        migration.CreateIndex("idx_jobs_scheduled", Jobs, "due_at", schema, filter: "state = 2");
        migration.CreateIndex("idx_jobs_lane", Jobs, ["lane", "lane_order"], schema, filter: "lane is not null");
        migration.CreateIndex(Unique, Jobs, "unique_key", schema, unique: true, filter: "unique_key is not null");
        migration.CreateTable(Finished, schema: schema, columns: table => new
        {
            id = table.Uuid(migration, "id"),
            queue = table.Text(migration, "queue"),
            kind = table.Text(migration, "kind"),
            args = table.Text(migration, "args"),
            state = table.Int(migration, "state"),
            priority = table.Int(migration, "priority"),
            attempt = table.Int(migration, "attempt"),
            max_attempts = table.Int(migration, "max_attempts"),
            tenant = table.Long(migration, "tenant", nullable: true),
            subject = table.Text(migration, "subject", nullable: true),
            result = table.Text(migration, "result", nullable: true),
            first_error = table.Text(migration, "first_error", nullable: true),
            last_error = table.Text(migration, "last_error", nullable: true),
            created_at = table.Instant(migration, "created_at"),
            finished_at = table.Instant(migration, "finished_at"),
            keep_until = table.Instant(migration, "keep_until"),
        }, constraints: table => table.PrimaryKey("pk_finished_jobs", row => row.id));
        migration.CreateIndex("idx_finished_jobs_keep", Finished, "keep_until", schema);
        migration.CreateIndex("idx_finished_jobs_dead", Finished, "id", schema, filter: "state = 4");
        migration.CreateTable(Workers, schema: schema, columns: table => new
        {
            id = table.Long(migration, "id"),
            name = table.Text(migration, "name"),
            seen_at = table.Instant(migration, "seen_at"),
        }, constraints: table => table.PrimaryKey("pk_job_workers", row => row.id));
        migration.CreateTable(Paused, schema: schema, columns: table => new
        {
            queue = table.Text(migration, "queue"),
            paused_at = table.Instant(migration, "paused_at"),
        }, constraints: table => table.PrimaryKey("pk_paused_job_queues", row => row.queue));
        migration.CreateTable(Schedules, schema: schema, columns: table => new
        {
            name = table.Text(migration, "name"),
            cron = table.Text(migration, "cron"),
            next_at = table.Instant(migration, "next_at"),
        }, constraints: table => table.PrimaryKey("pk_job_schedules", row => row.name));
        if (migration.IsPostgreSql())
        {
            // Rows live for moments: room for their next version beside them, and what is dead taken away soon.
            migration.Sql($"alter table {schema}.{Jobs} set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0)");
        }
    }

    /// <summary>Takes them away, in a migration's <c>Down</c>.</summary>
    public static void DropJobs(this MigrationBuilder migration, string? schema)
    {
        foreach (var table in (string[])[Schedules, Paused, Workers, Finished, Jobs])
        {
            migration.DropTable(table, schema);
        }
    }
}
