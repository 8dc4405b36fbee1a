using Microsoft.EntityFrameworkCore;

namespace Seaworthy.Peers.Vanilla;

/// <summary>Todos with who does them, newest first, and a new one.</summary>
internal static class Todos
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/todos", async (TodosDb db, CancellationToken ct, int offset = 0, int limit = 50) =>
        {
            var total = await db.Todos.CountAsync(ct);
            var rows = await db.Todos.AsNoTracking().Include(todo => todo.Assignee!.Department)
                .OrderByDescending(todo => todo.Id).Skip(offset).Take(limit).ToListAsync(ct);
            return new TodoPage([.. rows.Select(TodoDto.Of)], total, offset, limit);
        });
        app.MapPost("/todos", async (NewTodo body, TodosDb db, CancellationToken ct) =>
        {
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            var todo = new Todo { Title = body.Title.Trim(), Description = body.Description, Priority = body.Priority, CreatedAt = now, UpdatedAt = now };
            db.Todos.Add(todo);
            await db.SaveChangesAsync(ct);
            return Results.Created($"/todos/{todo.Id}", new WrittenTodoDto(todo));
        });
    }
}

internal sealed record NewTodo(string Title, string Description = "", string Priority = "medium");

/// <summary>The todos' tables as a context of its own sees them.</summary>
internal sealed class TodosDb(DbContextOptions<TodosDb> options) : DbContext(options)
{
    public DbSet<Todo> Todos => Set<Todo>();

    public DbSet<Employee> Employees => Set<Employee>();

    public DbSet<Department> Departments => Set<Department>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseSnakeCase("todos");
}

/// <summary>A row.</summary>
internal sealed class Todo
{
    public long Id { get; set; }

    public required string Title { get; set; }

    public required string Description { get; set; }

    public string Status { get; set; } = "pending";

    public bool Completed { get; set; }

    public required string Priority { get; set; }

    public DateTime? DueDate { get; set; }

    public DateTime DueKey { get; set; } = new(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    public long? AssigneeId { get; set; }

    public Employee? Assignee { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    public long Version { get; set; } = 1;
}

/// <summary>Who does it.</summary>
internal sealed class Employee
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public string? Email { get; set; }

    public long? DepartmentId { get; set; }

    public Department? Department { get; set; }
}

internal sealed class Department
{
    public long Id { get; set; }

    public required string Name { get; set; }
}

/// <summary>A todo as the list shows it.</summary>
internal record TodoDto(
    long Id, string Title, string Description, string Status, string Priority, DateTime? DueDate, bool Completed, long? AssigneeId, string? AssigneeName,
    string? AssigneeEmail, long? DepartmentId, string? DepartmentName, DateTime CreatedAt, DateTime UpdatedAt, long Version)
{
    public static TodoDto Of(Todo todo) => new(
        todo.Id, todo.Title, todo.Description, todo.Status, todo.Priority, todo.DueDate, todo.Completed, todo.AssigneeId, todo.Assignee?.Name,
        todo.Assignee?.Email, todo.Assignee?.DepartmentId, todo.Assignee?.Department?.Name, todo.CreatedAt, todo.UpdatedAt, todo.Version);
}

/// <summary>A todo with its tags: a new one has none.</summary>
internal sealed record WrittenTodoDto : TodoDto
{
    public WrittenTodoDto(Todo todo)
        : base(Of(todo))
    {
    }

    public IReadOnlyList<string> Tags { get; } = [];
}

/// <summary>A page with its exact total.</summary>
internal sealed record TodoPage(IReadOnlyList<TodoDto> Items, int Total, int Offset, int Limit);
