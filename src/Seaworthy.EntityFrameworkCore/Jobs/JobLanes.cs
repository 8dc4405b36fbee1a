using Microsoft.EntityFrameworkCore.Migrations;
using Seaworthy.EntityFrameworkCore.Migrations;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>The way from tables of jobs that know no lanes to those that do: for databases in which they were made before.</summary>
public static class JobLanes
{
    private const string Lane = "idx_jobs_lane";
    private const string Dead = "idx_finished_jobs_dead";
    private const string IsDead = "state = 4";

    /// <summary>Makes the tables as they were, in the migration that made them; one with <see cref="AddJobLanes"/> follows.</summary>
    public static void CreateJobsWithoutLanes(this MigrationBuilder migration, string? schema)
    {
        migration.CreateJobs(schema);
        migration.DropJobLanes(schema);
    }

    /// <summary>Adds lanes, in a migration's <c>Up</c>.</summary>
    public static void AddJobLanes(this MigrationBuilder migration, string? schema)
    {
        ArgumentNullException.ThrowIfNull(migration);
        migration.AddColumn<string>("lane", JobTables.Jobs, migration.IsPostgreSql() ? "text" : "TEXT", schema: schema, nullable: true);
        migration.AddColumn<long>("lane_order", JobTables.Jobs, migration.IsPostgreSql() ? "bigint" : "INTEGER", schema: schema, nullable: true);
        migration.CreateIndex(Lane, JobTables.Jobs, ["lane", "lane_order"], schema, filter: "lane is not null");
        migration.DropIndex(Dead, JobTables.Finished, schema);
        migration.CreateIndex(Dead, JobTables.Finished, "id", schema, filter: IsDead);
    }

    /// <summary>Takes them away, in a migration's <c>Down</c>.</summary>
    public static void DropJobLanes(this MigrationBuilder migration, string? schema)
    {
        ArgumentNullException.ThrowIfNull(migration);
        migration.DropIndex(Dead, JobTables.Finished, schema);
        migration.CreateIndex(Dead, JobTables.Finished, "finished_at", schema, filter: IsDead);
        migration.DropIndex(Lane, JobTables.Jobs, schema);

        // By statements of our own: EF Core would make the table anew on SQLite.
        foreach (var column in (string[])["lane_order", "lane"])
        {
            migration.Sql($"alter table {(schema is null ? "" : schema + ".")}{JobTables.Jobs} drop column {column}");
        }
    }
}
