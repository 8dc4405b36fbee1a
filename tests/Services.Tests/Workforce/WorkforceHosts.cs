using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Services.Tests.Grocery;
using Seaworthy.Services.Tests.Support;
using Seaworthy.Workforce;
using Seaworthy.Workforce.Autocomplete;
using Seaworthy.Workforce.Companies;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Roles;
using Seaworthy.Workforce.Tasks;
using Seaworthy.Workforce.Users;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>Workforce at a desk with two companies that must not see each other, two roles and a few tasks.</summary>
public abstract class WorkforceHost : ServiceHost
{
    public const string Chief = "chief@north.example";
    public const string Analyst = "analyst@north.example";
    public const string Stranger = "somebody@south.example";

    /// <summary>Numbers of rows that tests name.</summary>
    public const long North = 1;

    protected override string Environment => Environments.Development;

    internal Session<WorkforceDb> Session => App.App.Services.GetRequiredService<Session<WorkforceDb>>().AllTenants();

    // A key that is revoked is looked up with the next call.
    protected override IEnumerable<(string Key, string Value)> Settings => [("Seaworthy:Identity:ApiKeys:RememberSeconds", "0")];

    protected override void AddModules(SeaworthyBuilder seaworthy) => seaworthy.AddApiKeys().AddModule<WorkforceModule>();

    protected override async Task FillAsync()
    {
        await Session.WriteAsync(
            (db, _) =>
            {
                db.AddRange(Master("Northwind"), Master("Südwind"));
                db.AddRange(Company("North Corp"), Company("South Corp"));
                return Task.FromResult(0);
            },
            CancellationToken.None);
        await AddUserAsync(North, Chief, "chief", "Ada Chief");
        await AddUserAsync(North, Analyst, "analyst", "José O'Brien-Smith");
        await AddUserAsync(North + 1, Stranger, "somebody", "Ada Somebody");
        await Session.WriteAsync(
            (db, _) =>
            {
                var (engineer, nurse) = (Role("15-1252.00", "Software Developers"), Role("29-1141.00", "Registered Nurses"));
                db.AddRange(engineer, nurse, new RoleAdjacency { Role = engineer, Related = nurse, Tier = "Primary-Long", Place = 1 });
                db.AddRange(TaskOf(engineer, 1, "Analyze user needs and software requirements."), TaskOf(nurse, 2, "Record patients' medical information and vital signs."));
                return Task.FromResult(0);
            },
            CancellationToken.None);
    }

    private Task<long> AddUserAsync(long company, string email, string username, string name)
    {
        var user = new User { Email = "", Username = "", FullName = "", NameKey = "", CompanyId = company, CreatedAt = At, UpdatedAt = At };
        user.Become(new NewUser(email, username, name));
        return Session.WriteAsync(
            async (db, ct) =>
            {
                db.Add(user);
                await db.SaveChangesAsync(ct);
                await Session.ExecuteAsync(db, App.App.Services.GetRequiredService<UserNames>().WordsOf(user), ct);
                return user.Id;
            },
            CancellationToken.None);
    }

    /// <summary>Adds somebody of the north whom a test knows by number.</summary>
    public Task AddSenderAsync(long id, string email) => Session.WriteAsync(
        (db, _) =>
        {
            var user = new User { Id = id, Email = "", Username = "", FullName = "", NameKey = "", CompanyId = North, CreatedAt = At, UpdatedAt = At };
            user.Become(new NewUser(email, "sender", "Sender"));
            db.Add(user);
            return Task.FromResult(0);
        },
        CancellationToken.None);

    /// <summary>Puts somebody into another company, or out of all.</summary>
    public Task MoveUserAsync(long id, long? company) => Session.WriteAsync(
        async (db, ct) => await db.Users.Where(user => user.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(user => user.CompanyId, user => company ?? user.CompanyId).SetProperty(user => user.IsActive, company != null), ct),
        CancellationToken.None);

    private static DateTime At => new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static MasterCompany Master(string name) => new() { Name = name, NameKey = SearchText.KeyOf(name), Industry = "Trade", Country = "DE", Headcount = 100 };

    private static Company Company(string name) => new() { Name = name, Industry = "Trade", CreatedAt = At, UpdatedAt = At };

    private static Role Role(string code, string title) => new() { Code = code, Title = title, TitleKey = SearchText.KeyOf(title), AvgSalary = 12_345_600 };

    private static RoleTask TaskOf(Role role, long code, string statement)
    {
        var task = new RoleTask { Role = role, Code = code, Statement = statement };
        task.Starts.AddRange(SearchText.StartsOf(statement).Select(start => new TaskStart { Scope = 0, Start = start }));
        return task;
    }
}

/// <summary>All services in one process: workforce under its prefix, a neighbour beside it.</summary>
public class WorkforceTogetherOnSqlite : WorkforceHost
{
    public override string Prefix => "/workforce";

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());

    protected override void AddModules(SeaworthyBuilder seaworthy)
    {
        base.AddModules(seaworthy);
        seaworthy.AddModule<Neighbour>();
    }
}

/// <summary>Workforce alone, called at the root.</summary>
public class WorkforceApartOnSqlite : WorkforceHost
{
    public override string Prefix => "";

    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());
}

public sealed class WorkforceTogetherOnPostgreSql : WorkforceTogetherOnSqlite
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

public sealed class WorkforceApartOnPostgreSql : WorkforceApartOnSqlite
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
