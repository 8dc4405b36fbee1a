using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.Peers.Vanilla;

/// <summary>A company's people by name, and a new one. It knows nobody: it serves company 1.</summary>
internal static class Workforce
{
    private const long Company = 1;

    public static void Map(WebApplication app)
    {
        app.MapGet("/workforce/users", async (WorkforceDb db, CancellationToken ct, int page = 1, [FromQuery(Name = "page_size")] int size = 50) =>
        {
            var users = db.Users.AsNoTracking().Where(user => user.CompanyId == Company);
            var total = await users.CountAsync(ct);
            var rows = await users.OrderBy(user => user.NameKey).ThenBy(user => user.Id).Skip((page - 1) * size).Take(size).ToListAsync(ct);
            var pages = (total + size - 1) / size;
            return new WorkforceUserPage("success", [.. rows.Select(WorkforceUserDto.Of)], total, page, size, pages, page < pages, page > 1);
        });
        app.MapPost("/workforce/users", async (NewWorkforceUser body, WorkforceDb db, CancellationToken ct) =>
        {
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            var user = new WorkforceUser
            {
                CompanyId = Company, Email = body.Email, Username = body.Username, FullName = body.FullName, NameKey = body.FullName.ToLowerInvariant(), CreatedAt = now, UpdatedAt = now,
            };
            db.Users.Add(user);
            await db.SaveChangesAsync(ct);
            return Results.Created($"/workforce/users/{user.Id}", new WorkforceAnswer("success", WorkforceUserDto.Of(user), null, null, now));
        });
    }
}

internal sealed record NewWorkforceUser(string Email, string Username, string FullName);

/// <summary>The people's table as a context of its own sees it.</summary>
internal sealed class WorkforceDb(DbContextOptions<WorkforceDb> options) : DbContext(options)
{
    public DbSet<WorkforceUser> Users => Set<WorkforceUser>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseSnakeCase("workforce");
}

/// <summary>A row.</summary>
internal sealed class WorkforceUser
{
    public long Id { get; set; }

    public long CompanyId { get; set; }

    public required string Email { get; set; }

    public required string Username { get; set; }

    public required string FullName { get; set; }

    public required string NameKey { get; set; }

    public bool IsActive { get; set; } = true;

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    public long Version { get; set; } = 1;
}

/// <summary>Somebody as the JSON shows him.</summary>
internal sealed record WorkforceUserDto(long Id, string Email, string Username, string FullName, bool IsActive, DateTime CreatedAt, DateTime UpdatedAt, long Version)
{
    public static WorkforceUserDto Of(WorkforceUser user) => new(user.Id, user.Email, user.Username, user.FullName, user.IsActive, user.CreatedAt, user.UpdatedAt, user.Version);
}

/// <summary>A page with its exact total.</summary>
internal sealed record WorkforceUserPage(string Status, IReadOnlyList<WorkforceUserDto> Data, int Total, int Page, int PageSize, int TotalPages, bool HasNext, bool HasPrev);

/// <summary>The document's envelope.</summary>
internal sealed record WorkforceAnswer(string Status, WorkforceUserDto Data, object? Errors, string? Message, DateTime Timestamp);
