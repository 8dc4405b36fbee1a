using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Todos.Bulk;
using Seaworthy.Todos.Items;
using Seaworthy.Todos.People;
using Seaworthy.Todos.Reminders;
using Seaworthy.Todos.Tags;

namespace Seaworthy.Todos.Data;

/// <summary>The todos' tables, the same on both engines. Indexes have the document's names and leading columns (R26); what a list needs for its order follows them.</summary>
internal sealed class TodosDb(DbContextOptions<TodosDb> options) : DbContext(options)
{
    public const string Schema = "todos";

    public DbSet<Todo> Todos => Set<Todo>();

    public DbSet<Tag> Tags => Set<Tag>();

    public DbSet<TodoTag> TodoTags => Set<TodoTag>();

    public DbSet<Employee> Employees => Set<Employee>();

    public DbSet<Department> Departments => Set<Department>();

    public DbSet<Reminder> Reminders => Set<Reminder>();

    public DbSet<BulkRun> BulkRuns => Set<BulkRun>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.AddSeaworthyTypes();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        MapTodos(modelBuilder);
        MapPeople(modelBuilder);
        modelBuilder.Entity<Reminder>(reminder =>
        {
            reminder.ToTable("todo_reminders");
            reminder.HasKey(r => new { r.TodoId, r.DueDate, r.AssigneeId });
            reminder.HasOne<Todo>().WithMany().HasForeignKey(r => r.TodoId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<BulkRun>(run =>
        {
            run.ToTable("bulk_runs");
            run.HasKey(r => r.JobId);
            run.Property(r => r.JobId).ValueGeneratedNever();
            run.Property(r => r.LastId).IsConcurrencyToken();
            run.HasIndex(r => r.StartedAt).HasDatabaseName("idx_bulk_run_started");
        });
        modelBuilder.MapApiKeyTable();
        modelBuilder.MapAccountTables();
        modelBuilder.MapFirebaseTable();
        modelBuilder.MapIdempotencyKeys();
        modelBuilder.MapAuditTrail();
        modelBuilder.MapJobs();
        modelBuilder.MapMails();
        modelBuilder.UseSeaworthy(Schema, Database.ProviderName);
    }

    private static void MapTodos(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Todo>(todo =>
        {
            todo.ToTable("todos", table => table.HasCheckConstraint("ck_todos_completed", "completed = (status = 'completed')"));
            todo.Audited("todo");
            todo.Property(t => t.Version).IsConcurrencyToken();
            todo.HasOne(t => t.Assignee).WithMany().HasForeignKey(t => t.AssigneeId).OnDelete(DeleteBehavior.SetNull);
            todo.HasIndex(t => new { t.Status, t.Priority, t.Id }).HasDatabaseName("idx_todo_status_priority");
            todo.HasIndex(t => new { t.DueDate, t.Completed }).HasDatabaseName("idx_todo_due_date_completed");
            todo.HasIndex(t => new { t.DueKey, t.Id }).HasDatabaseName("idx_todo_due_key");
            todo.HasIndex(t => new { t.Status, t.Id }).HasDatabaseName("idx_todo_status");
            todo.HasIndex(t => new { t.Priority, t.Id }).HasDatabaseName("idx_todo_priority");
            todo.HasIndex(t => new { t.Status, t.DueKey, t.Id }).HasDatabaseName("idx_todo_status_due");
            todo.HasIndex(t => new { t.Priority, t.DueKey, t.Id }).HasDatabaseName("idx_todo_priority_due");
            todo.HasIndex(t => new { t.AssigneeId, t.Id }).HasDatabaseName("idx_todo_assignee");
            todo.HasIndex(t => t.ImportKey).IsUnique().HasFilter("import_key IS NOT NULL").HasDatabaseName("idx_todo_import_key");
        });
        modelBuilder.Entity<Tag>(tag =>
        {
            tag.ToTable("tags");
            tag.Audited("tag");
            tag.Property(t => t.Version).IsConcurrencyToken();
            tag.HasIndex(t => t.NameKey).IsUnique().HasDatabaseName("idx_tag_name");
        });
        modelBuilder.Entity<TodoTag>(link =>
        {
            link.ToTable("todo_tags");
            link.HasKey(l => new { l.TagId, l.TodoId });
            link.HasOne(l => l.Tag).WithMany().HasForeignKey(l => l.TagId).OnDelete(DeleteBehavior.Cascade);
            link.HasOne(l => l.Todo).WithMany(t => t.Tags).HasForeignKey(l => l.TodoId).OnDelete(DeleteBehavior.Cascade);
            link.HasIndex(l => l.TodoId).HasDatabaseName("idx_todo_tag_todo");
        });
    }

    private static void MapPeople(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Department>(department =>
        {
            department.ToTable("departments");
            department.Audited("department");
            department.Property(d => d.Version).IsConcurrencyToken();
            department.HasIndex(d => d.NameKey).IsUnique().HasDatabaseName("idx_department_name");
        });
        modelBuilder.Entity<Employee>(employee =>
        {
            employee.ToTable("employees");
            employee.Audited("employee");
            employee.Property(e => e.Version).IsConcurrencyToken();
            employee.HasOne(e => e.Department).WithMany().HasForeignKey(e => e.DepartmentId).OnDelete(DeleteBehavior.SetNull);
            employee.HasIndex(e => e.Email).IsUnique().HasDatabaseName("idx_employee_email");
            employee.HasIndex(e => new { e.NameKey, e.Id }).HasDatabaseName("idx_employee_name");
            employee.HasIndex(e => new { e.DepartmentId, e.NameKey, e.Id }).HasDatabaseName("idx_employee_department");
        });
    }
}
