using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Todos.Data;
using Seaworthy.Todos.Items;
using Seaworthy.Todos.People;
using Seaworthy.Todos.Tags;

namespace Seaworthy.Todos.Seed;

/// <summary>A team to look at, with what it has to do. Made once; what somebody made of it stays.</summary>
internal sealed class DemoTodos(Session<TodosDb> session, TimeProvider time)
{
    private static readonly string[] Departments = ["Engineering", "Operations", "People"];

    private static readonly (string Name, string Email, int Department)[] Employees =
    [
        ("Test User", "test@example.com", 0), ("Ada Marsh", "ada@example.com", 0), ("José Ortega", "jose@example.com", 1), ("Wei Zhang", "wei@example.com", 1), ("Jane O'Brien-Smith", "jane@example.com", 2),
    ];

    private static readonly string[] Tags = ["backend", "release", "customers", "hiring"];

    private static readonly string[] Verbs = ["Review", "Write down", "Plan", "Test", "Tidy up", "Ask about"];

    private static readonly string[] Things = ["the release notes", "how backups are restored", "the onboarding of new colleagues", "the price list", "last week's incident", "the office move"];

    /// <summary>How many rows were made, and how many were there.</summary>
    public Task<(int Made, int There)> EnsureAsync(CancellationToken cancellationToken) =>
        session.WriteAsync(EnsureAsync, cancellationToken, touches: _ => [Touched.All, Touched.Around]);

    private async Task<(int Made, int There)> EnsureAsync(TodosDb db, CancellationToken cancellationToken)
    {
        var rows = Departments.Length + Employees.Length + Tags.Length + (Verbs.Length * Things.Length);
        if (await db.Todos.AnyAsync(cancellationToken) || await db.Employees.AnyAsync(cancellationToken))
        {
            return (0, rows);
        }

        var departments = Departments.Select(name => new Department { Name = name, NameKey = NameKey.Of(name) }).ToList();
        var tags = Tags.Select(name => new Tag { Name = name, NameKey = NameKey.Of(name) }).ToList();
        db.AddRange(departments);
        db.AddRange(tags);
        await db.SaveChangesAsync(cancellationToken);
        var employees = Employees.Select(one => EmployeeOf(one.Name, one.Email, departments[one.Department].Id)).ToList();
        db.AddRange(employees);
        await db.SaveChangesAsync(cancellationToken);
        var now = Instant.Now(time);
        foreach (var (title, n) in Verbs.SelectMany(verb => Things.Select(thing => $"{verb} {thing}")).Select((title, n) => (title, n)))
        {
            db.Add(TodoOf(title, n, employees, tags, now));
            await db.SaveChangesAsync(cancellationToken); // one by one, so that their numbers follow their order
        }

        return (rows, 0);
    }

    private static Employee EmployeeOf(string name, string email, long department)
    {
        var employee = new Employee { Name = "", NameKey = "" };
        employee.Become(new NewEmployee(name, email, department));
        return employee;
    }

    // Of every kind: some overdue, some without a date, some nobody's.
    private static Todo TodoOf(string title, int n, List<Employee> employees, List<Tag> tags, DateTime now)
    {
        var todo = new Todo { Title = "", CreatedAt = now, UpdatedAt = now };
        todo.Become(new NewTodo(
            title, n == 0 ? "Who reads them knows what has changed." : "", TodoStatus.All[n % 3], TodoPriority.All[n % 4], n % 5 == 4 ? null : now.Date.AddDays(n - 6),
            [.. tags.Where((_, place) => place == n % tags.Count || (place == 0 && n % 2 == 0)).Select(tag => tag.Id)], n % 6 == 5 ? null : employees[n % employees.Count].Id));
        return todo;
    }
}
