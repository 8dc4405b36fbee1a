using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.EntityFrameworkCore.Tenants;
using Seaworthy.Workforce.Companies;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Users;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>What a session may meet, on a service whose rows belong to companies: the two of <see cref="WorkforceHost"/>.</summary>
[Trait("Requirement", "R15")]
public abstract class TenantTests(WorkforceHost host)
{
    private const long North = WorkforceHost.North;
    private const long South = North + 1;

    private Session<WorkforceDb> Nobodys => host.App.App.Services.GetRequiredService<Session<WorkforceDb>>();

    private Session<WorkforceDb> Norths => Nobodys.OfTenant(North);

    [Fact]
    [Trait("Requirement", "R89")]
    public async Task A_session_finds_the_rows_of_its_tenant_and_one_that_was_told_nothing_finds_none()
    {
        (await Norths.ReadAsync((db, ct) => db.Users.Select(user => user.CompanyId).Distinct().ToListAsync(ct), default)).ShouldBe([North]);
        (await Norths.ReadAsync((db, ct) => db.Companies.Select(company => company.Id).ToListAsync(ct), default)).ShouldBe([North]);
        (await Nobodys.ReadAsync((db, ct) => db.Users.CountAsync(ct), default)).ShouldBe(0);
        (await Nobodys.AllTenants().ReadAsync((db, ct) => db.Users.Select(user => user.CompanyId).Distinct().CountAsync(ct), default)).ShouldBe(2);
    }

    [Fact]
    public async Task A_context_that_comes_back_from_the_pool_has_forgotten_for_whom_it_worked()
    {
        foreach (var session in new[] { Norths, Nobodys.AllTenants() })
        {
            var used = await session.ReadAsync((db, _) => Task.FromResult(db), default);

            (used.Tenant, used.IsOfAllTenants).ShouldBe((0, false));
        }
    }

    [Fact]
    public async Task A_foreign_row_is_not_saved_whether_it_is_new_moved_or_taken_away()
    {
        var count = await CountAsync();

        await RefusedAsync(Norths, (db, _) => Task.FromResult(db.Add(NewUser("new@south.example", South))));
        await RefusedAsync(Nobodys, (db, _) => Task.FromResult(db.Add(NewUser("new@north.example", North))));
        await RefusedAsync(Norths, async (db, ct) => (await db.Users.FirstAsync(ct)).CompanyId = South);
        await RefusedAsync(Norths, async (db, ct) => db.Remove(await db.Users.IgnoreQueryFilters().FirstAsync(user => user.CompanyId == South, ct)));
        await RefusedAsync(Norths, async (db, ct) => (await db.Users.IgnoreQueryFilters().FirstAsync(user => user.CompanyId == South, ct)).CompanyId = North);

        (await CountAsync()).ShouldBe(count);
    }

    [Fact]
    public async Task A_change_of_many_reaches_the_session_s_own_rows()
    {
        var changed = await Norths.WriteAsync((db, ct) => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.Version, user => user.Version + 1), ct), default);

        changed.ShouldBe(await host.Session.ReadAsync((db, ct) => db.Users.CountAsync(user => user.CompanyId == North, ct), default));
        (await Nobodys.WriteAsync((db, ct) => db.Users.ExecuteDeleteAsync(ct), default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_statement_over_a_table_of_tenants_must_have_the_session_s_tenant_among_its_values()
    {
        var users = host.Session.TableOf<User>();
        var own = new SqlStatement($"select email from {users} where company_id = $1", North);
        var foreign = own with { Values = [South] };
        var open = new SqlStatement($"select email from {users}");

        (await ReadAsync(Norths, own)).ShouldNotBeEmpty();
        (await ReadAsync(Nobodys, new($"select title from {host.Session.TableOf<Seaworthy.Workforce.Roles.Role>()}"))).ShouldNotBeEmpty();
        foreach (var (session, statement) in new[] { (Norths, foreign), (Norths, open), (Nobodys, own), (Nobodys, open), (Nobodys, own with { Values = [0L] }) })
        {
            (await Should.ThrowAsync<ForeignRowException>(ReadAsync(session, statement))).Message.ShouldContain(statement.Sql);
        }

        await Should.ThrowAsync<ForeignRowException>(Norths.WriteAsync((db, ct) => Norths.ExecuteAsync(db, [own, open], ct), default));
        await Should.ThrowAsync<ForeignRowException>(Norths.WriteAsync(
            async (db, ct) =>
            {
                await Norths.InsertManyAsync(db, "users", ["email"], [["bulk@south.example"]], ct);
                return 0;
            },
            default));
    }

    [Fact]
    public void A_list_over_rows_of_tenants_says_whose_it_shows()
    {
        var model = host.App.App.Services.GetRequiredService<ServiceDatabase<WorkforceDb>>().Model;
        ListDefinition<User, User> Users() => List.Of<User>("people").Key(user => user.Id).Field("id", user => user.Id).Sort("id", user => user.Id);
        void Check(ListDefinition<User, User> list) => TenantRules.Checked(list, model).ShouldBeSameAs(list);

        Check(Users().Within<long>((user, company) => user.CompanyId == company));
        Check(Users().Within<long>((user, company) => user.IsActive && user.CompanyId == company));
        Check(Users().AllTenants());
        foreach (var open in new[]
        {
            Users(), Users().Within<long>((user, company) => user.Id == company), Users().Within<long>((user, company) => user.CompanyId == company || user.IsActive),
            Users().Within<long>((user, company) => user.CompanyId != company),
        })
        {
            Should.Throw<NotSupportedException>(() => Check(open)).Message.ShouldContain("row.CompanyId == tenant");
        }
    }

    [Fact]
    public void A_table_that_points_at_the_tenants_and_does_not_keep_its_rows_apart_stops_the_start()
    {
        using var context = host.App.App.Services.GetRequiredService<ServiceDatabase<WorkforceDb>>().LeaseUnclaimed();
        var model = new ModelBuilder(new ConventionSet());
        model.Entity<Company>(company =>
        {
            company.Property(c => c.Id);
            company.HasKey(c => c.Id);
            company.OfTenant(context, c => c.Id);
        });
        model.Entity<User>(user =>
        {
            user.Property(u => u.CompanyId);
            user.HasOne<Company>().WithMany().HasForeignKey(u => u.CompanyId);
        });

        Should.Throw<NotSupportedException>(() => model.UseSeaworthy("x", null)).Message.ShouldContain("OfTenant(this, row => row.CompanyId)");

        model.Entity<User>().OfTenant(context, user => user.CompanyId);
        model.UseSeaworthy("x", null);
    }

    private static User NewUser(string email, long company)
    {
        var at = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return new User { Email = email, Username = email, FullName = email, NameKey = email, CompanyId = company, CreatedAt = at, UpdatedAt = at };
    }

    private static Task<ForeignRowException> RefusedAsync<T>(Session<WorkforceDb> session, Func<WorkforceDb, CancellationToken, Task<T>> work) =>
        Should.ThrowAsync<ForeignRowException>(session.WriteAsync(work, default));

    private static Task<IReadOnlyList<string>> ReadAsync(Session<WorkforceDb> session, SqlStatement statement) =>
        session.ReadAsync(statement, row => row.GetString(0), default);

    private Task<int> CountAsync() => host.Session.ReadAsync((db, ct) => db.Users.CountAsync(ct), default);
}

public sealed class Tenants_on_SQLite(WorkforceApartOnSqlite host) : TenantTests(host), IClassFixture<WorkforceApartOnSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Tenants_on_PostgreSQL(WorkforceApartOnPostgreSql host) : TenantTests(host), IClassFixture<WorkforceApartOnPostgreSql>;
