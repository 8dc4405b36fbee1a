using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.Versions;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Todos.Access;
using Seaworthy.Todos.Bulk;
using Seaworthy.Todos.Data;
using Seaworthy.Todos.Items;
using Seaworthy.Todos.People;
using Seaworthy.Todos.Stats;
using Seaworthy.Todos.Tags;
using Seaworthy.Validation;

namespace Seaworthy.Todos;

/// <summary>Every endpoint of the todos, one line each.</summary>
internal static class Routes
{
    /// <summary>What S3 limits: all lists of todos share it.</summary>
    public const string TodosLimit = "todos";

    private const string ByCursor = "/todos/api/v2/todos";

    public static void Map(RouteGroupBuilder routes)
    {
        var access = ((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<TeamAccess>();
        var todo = routes.View<TodosDb, Todo>(TodoLists.Item, "Todo", version: "version");
        // S3's own path, /todos/, is the second version's.
        MapTodos(routes.MapGroup("").InVersion("v2"), access, todo);
        MapTodos(routes.MapGroup("/api/v2/todos"), access, todo);
        MapFirstVersion(access.Readers(routes.MapGroup("/api/v1/todos").WithDeprecation(Leaves)), todo);
        MapTags(routes.MapGroup("/api/v2/tags"), access);
        MapEmployees(routes.MapGroup("/api/v2/employees"), access);
        MapDepartments(routes.MapGroup("/api/v2/departments"), access);
        access.Writers(routes.MapGroup("/api/v2")).MapTasks<TodosDb>("/tasks", (_, job) => new(job.Kind == RunBulk.Kind.Name));
        access.Managers(routes.MapGroup("/api/v2")).MapAuditTrail<TodosDb>("/trail");
        routes.MapGroup("/api/v2/auth").MapAccounts<TodosDb>();
        routes.MapFirebase<TodosDb>("/api/v2/auth/firebase");
    }

    private static void MapFirstVersion(RouteGroupBuilder v1, ItemView<TodosDb, Todo> todo)
    {
        v1.MapPages<TodosDb, Todo, Todo>("/", TodoLists.V1, Dialect.Todos, ByCursor).RequireLimit(TodosLimit).Kept(Touched.Lists);
        v1.MapItem("/{id:long}", todo).Kept(Touched.One);
    }

    private static void MapTodos(RouteGroupBuilder todos, TeamAccess access, ItemView<TodosDb, Todo> todo)
    {
        var (reading, writing) = (access.Readers(todos), access.Writers(todos));
        reading.MapKeyset<TodosDb, Todo, TodoTag, Todo>("/", TodoLists.V2, TodoLists.ByTag).RequireLimit(TodosLimit).Kept(Touched.Lists);
        reading.MapGet("/stats", (ShowStats show, CancellationToken ct) => show.HandleAsync(ct)).WithQueryBudget(1).WithOperation(ShowStats.Description);
        reading.MapItem("/{id:long}", todo).Kept(Touched.One);
        writing.MapPost("/", Create).WithOperation(todo.DescribeCreate("Writes down something to be done"));
        writing.MapPut("/{id:long}", Change).WithOperation(todo.DescribeChange("Replaces a todo and its tags, from the version in If-Match"));
        writing.MapPut("/{id:long}/status", Move).WithOperation(todo.DescribeStep("Says how far a todo is"));
        writing.MapDelete("/{id:long}", (long id, RemoveTodo remove, HttpContext context, CancellationToken ct) => remove.HandleAsync(id, context, ct)).WithOperation(todo.DescribeRemove("Takes a todo away"));
        writing.MapPost("/bulk-process", Bulk).WithBodyLimit(RequestBulk.MostBodyBytes).WithOperation(RequestBulk.Description);

        Task<IResult> Create(Body<NewTodo> body, CreateTodo create, HttpRequest request, CancellationToken ct) => create.HandleAsync(body, todo, Address(request), ct);
        Task<IResult> Change(long id, Body<NewTodo> body, ChangeTodo change, HttpContext context, CancellationToken ct) => change.HandleAsync(id, body, context, todo, ct);
        Task<IResult> Move(long id, Body<StatusChange> body, MoveTodo move, CancellationToken ct) => move.HandleAsync(id, body, todo, ct);
        Task<IResult> Bulk(BulkBody body, RequestBulk bulk, HttpRequest request, CancellationToken ct) => bulk.HandleAsync(body, $"{request.PathBase}/todos/api/v2/tasks", ct);
    }

    private static void MapTags(RouteGroupBuilder tags, TeamAccess access)
    {
        var (reading, writing) = (access.Readers(tags), access.Writers(tags));
        var tag = reading.View<TodosDb, Tag>(TagLists.Item, "Tag", version: "version");
        reading.MapKeyset<TodosDb, Tag, Tag>("/", TagLists.All).Kept(Touched.Around);
        reading.MapItem("/{id:long}", tag).Kept(Touched.Around);
        writing.MapPost("/", Create).WithOperation(tag.DescribeCreate("Adds a tag"));
        writing.MapPut("/{id:long}", Change).WithOperation(tag.DescribeChange("Renames a tag, from the version in If-Match"));
        writing.MapDelete("/{id:long}", (long id, ChangeTag change, HttpContext context, CancellationToken ct) => change.RemoveAsync(id, context, ct)).WithOperation(tag.DescribeRemove("Takes a tag away, from all todos too"));

        Task<IResult> Create(Body<NewName> body, CreateTag create, HttpRequest request, CancellationToken ct) => create.HandleAsync(body, tag, Address(request), ct);
        Task<IResult> Change(long id, Body<NewName> body, ChangeTag change, HttpContext context, CancellationToken ct) => change.HandleAsync(id, body, context, tag, ct);
    }

    private static void MapEmployees(RouteGroupBuilder employees, TeamAccess access)
    {
        var (reading, writing) = (access.Readers(employees), access.Managers(employees));
        var employee = reading.View<TodosDb, Employee>(PeopleLists.Employee, "Employee", version: "version");
        reading.MapKeyset<TodosDb, Employee, Employee>("/", PeopleLists.Employees).Kept(Touched.Around);
        reading.MapItem("/{id:long}", employee).Kept(Touched.Around);
        writing.MapPost("/", Create).WithOperation(employee.DescribeCreate("Adds somebody who can be given todos"));
        writing.MapPut("/{id:long}", Change).WithOperation(employee.DescribeChange("Changes an employee, from the version in If-Match"));
        writing.MapDelete("/{id:long}", (long id, ChangeEmployee change, HttpContext context, CancellationToken ct) => change.RemoveAsync(id, context, ct)).WithOperation(employee.DescribeRemove("Takes an employee away, whose todos are nobody's then"));

        Task<IResult> Create(Body<NewEmployee> body, CreateEmployee create, HttpRequest request, CancellationToken ct) => create.HandleAsync(body, employee, Address(request), ct);
        Task<IResult> Change(long id, Body<NewEmployee> body, ChangeEmployee change, HttpContext context, CancellationToken ct) => change.HandleAsync(id, body, context, employee, ct);
    }

    private static void MapDepartments(RouteGroupBuilder departments, TeamAccess access)
    {
        var (reading, writing) = (access.Readers(departments), access.Managers(departments));
        var department = reading.View<TodosDb, Department>(PeopleLists.Department, "Department", version: "version");
        reading.MapKeyset<TodosDb, Department, Department>("/", PeopleLists.Departments).Kept(Touched.Around);
        reading.MapItem("/{id:long}", department).Kept(Touched.Around);
        writing.MapPost("/", Create).WithOperation(department.DescribeCreate("Adds a department"));
        writing.MapPut("/{id:long}", Change).WithOperation(department.DescribeChange("Renames a department, from the version in If-Match"));
        writing.MapDelete("/{id:long}", (long id, ChangeDepartment change, HttpContext context, CancellationToken ct) => change.RemoveAsync(id, context, ct)).WithOperation(department.DescribeRemove("Takes a department away, whose people have none then"));

        Task<IResult> Create(Body<NewName> body, CreateDepartment create, HttpRequest request, CancellationToken ct) => create.HandleAsync(body, department, Address(request), ct);
        Task<IResult> Change(long id, Body<NewName> body, ChangeDepartment change, HttpContext context, CancellationToken ct) => change.HandleAsync(id, body, context, department, ct);
    }

    // Alike to all who may see it, until somebody changes something: at most the 600 seconds that Caching:Ttls says of todos.
    private static void Kept(this IEndpointConventionBuilder endpoint, string tag) => endpoint.Cached("todos", Touched.All, tag).SameForEverybody();

    // The document's own words.
    private static Deprecation Leaves { get; } = new(
        Since: new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
        Sunset: new DateTimeOffset(2027, 11, 1, 0, 0, 0, TimeSpan.Zero),
        Successor: "/api/v2/todos",
        Reason: "Use /api/v2/todos instead. Deprecated since version 2.0.");

    private static string Address(HttpRequest request) => $"{request.PathBase}{request.Path}".TrimEnd('/');
}
