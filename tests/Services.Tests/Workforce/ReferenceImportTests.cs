using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;
using Seaworthy.Workforce;
using Seaworthy.Workforce.Autocomplete;
using Seaworthy.Workforce.Data;
using Seaworthy.Workforce.Roles;

namespace Seaworthy.Services.Tests.Workforce;

/// <summary>Occupations, tasks and relations out of files as O*NET publishes them, in any order and more than once.</summary>
[Trait("Requirement", "R28")]
public abstract class ReferenceImportTests : IAsyncLifetime
{
    // The columns of the published files, with what is odd in them.
    private const string Occupations = """
        onet_soc_code,title,description,job_zone,soc_code,total_employment,annual_mean_wage,annual_median_wage,hourly_median_wage
        11-1011.00,Chief Executives,"Determine and formulate policies, and provide direction.",5,11-1011,199240,246440,189520,91.12
        27-2042.00,"Musicians and Singers","Play or sing.",,27-2042,*,*,*,39.14
        29-1241.00,Ophthalmologists,"Eyes.",5,29-1241,12000,#,#,#
        11.1011,Spoilt by a spreadsheet,"",1,,,,,
        11-3071.00,,No title,1,,,,,
        11-1011.00,Chief Executives,Twice,5,,,,,
        """;

    private const string Tasks = """
        onet_soc_code,title,task_id,task,task_type,incumbents_responding,date,domain_source
        11-1011.00,Chief Executives,8823,"Direct or coordinate an organization's financial or budget activities.",Core,95,08/2023,Incumbent
        39-3031.00,"Ushers, Lobby Attendants, and Ticket Takers",8824,"Guide patrons, with a flashlight.",,,07/2015,Analyst
        11-1011.00,Chief Executives,8825,Confer with board members.,Core,95,2023/08,Incumbent
        11-1011.00,Chief Executives,none,Nothing.,Core,95,08/2023,Incumbent
        """;

    private const string Relations = """
        onet_soc_code,title,related_onet_soc_code,related_title,relatedness_tier,index
        11-1011.00,Chief Executives,11-1021.00,General and Operations Managers,Primary-Short,1
        11-1011.00,Chief Executives,39-3031.00,"Ushers, Lobby Attendants, and Ticket Takers",Supplemental,2
        11-1011.00,Chief Executives,11-1011.00,Chief Executives,Primary-Short,3
        """;

    private TestDatabase _database = null!;
    private WebApplication _app = null!;

    protected abstract Task<TestDatabase> CreateDatabaseAsync();

    public async Task InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        _app = TestApp.Build(
            builder =>
            {
                builder.Services.AddEmbeddedSqlite();
                builder.AddSeaworthy().AddTokens().AddModule<WorkforceModule>();
            },
            app => app.UseSeaworthy(),
            _database.Settings);
        await _app.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(null, default);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_three_files_load_in_any_order_and_a_second_time_changes_nothing()
    {
        foreach (var (file, added, rejected) in new[] { (Relations, 2, 1), (Tasks, 2, 2), (Occupations, 2, 3) })
        {
            var first = await LoadAsync(file);
            (first.Added, first.Changed, first.Rejected).ShouldBe((added, file == Occupations ? 1 : 0, rejected), await ReportAsync(first));
            var second = await LoadAsync(file);
            (second.Added, second.Changed, second.Rejected).ShouldBe((0, 0, rejected), await ReportAsync(second));
        }

        var chief = await ReadAsync(db => db.Roles.SingleAsync(role => role.Code == "11-1011.00"));
        (chief.JobZone, chief.Headcount, chief.AvgSalary).ShouldBe((5, 199_240, 24_644_000));
        var singer = await ReadAsync(db => db.Roles.SingleAsync(role => role.Code == "27-2042.00"));
        (singer.JobZone, singer.Headcount, singer.AvgSalary).ShouldBe((null, null, null));
        (await ReadAsync(db => db.Set<RoleAdjacency>().Where(a => a.RoleId == chief.Id).OrderBy(a => a.Place).Select(a => a.Related.Title).ToListAsync()))
            .ShouldBe(["General and Operations Managers", "Ushers, Lobby Attendants, and Ticket Takers"]);
        var task = await ReadAsync(db => db.Tasks.SingleAsync(task => task.Code == 8824));
        (task.Type, task.Incumbents, task.AsOf, task.Source).ShouldBe((null, null, "2015-07", "Analyst"));
    }

    [Fact]
    public async Task A_task_that_reads_otherwise_now_is_changed_and_found_by_its_new_words_only()
    {
        await LoadAsync(Tasks);

        var again = await LoadAsync(Tasks.Replace("Guide patrons, with a flashlight.", "Help guests to their seats.", StringComparison.Ordinal));

        (again.Added, again.Changed, again.Unchanged).ShouldBe((0, 1, 1));
        var starts = await ReadAsync(db => db.Set<TaskStart>().Where(start => start.Target.Code == 8824).Select(start => start.Start).ToListAsync());
        starts.ShouldBe(["help guests to their seats", "guests to their seats", "to their seats", "their seats", "seats"], ignoreOrder: true);
        (await ReadAsync(db => db.Set<TaskWord>().AnyAsync(word => word.Word == "guests" && word.Key == "gus"))).ShouldBeTrue("a letter may be missing");
    }

    [Theory]
    [InlineData("8824,Guide pat")]
    [InlineData("8824,\"Guide patrons, with a fl")]
    public async Task A_row_that_is_cut_short_changes_nothing_and_is_told(string half)
    {
        const string Header = "onet_soc_code,title,task_id,task,task_type\n";
        await LoadAsync(Header + "27-2042.00,Singers,8824,Guide patrons with a flashlight.,Core\n");

        var again = await LoadAsync($"{Header}27-2042.00,Singers,{half}");

        (again.Added, again.Changed, again.Rejected).ShouldBe((0, 0, 1));
        (await ReportAsync(again)).ShouldContain("4 fields where the header has 5");
        (await ReadAsync(db => db.Tasks.Select(task => task.Statement).ToListAsync())).ShouldBe(["Guide patrons with a flashlight."]);
    }

    [Fact]
    public async Task The_demo_is_there_once_and_what_somebody_made_of_it_stays()
    {
        var seed = _app.Services.GetRequiredService<IServiceSeed>();
        var first = await seed.SeedAsync(new SeedRequest(), new Progress<SeedProgress>(), default);
        await _app.Services.GetRequiredService<Session<WorkforceDb>>().AllTenants().WriteAsync(
            (db, ct) => db.Companies.ExecuteUpdateAsync(set => set.SetProperty(company => company.Name, "Mine"), ct), default);

        var second = await seed.SeedAsync(new SeedRequest(), new Progress<SeedProgress>(), default);

        (second.Added, second.Unchanged).ShouldBe((0, first.Added));
        (await ReadAsync(db => db.Companies.Select(company => company.Name).ToListAsync())).ShouldBe(["Mine"]);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a,b\n1,2\n", "No column holds the code")]
    public async Task A_file_that_is_none_of_the_three_is_refused_whole(string text, string why) =>
        (await Should.ThrowAsync<SeedException>(LoadAsync(text))).Message.ShouldContain(why);

    [Fact]
    public async Task What_is_for_the_grocerys_catalogue_is_refused_by_name() =>
        (await Should.ThrowAsync<SeedException>(() => _app.Services.GetRequiredService<IServiceSeed>().SeedAsync(new SeedRequest("tasks.csv", RequirePrice: true), new Progress<SeedProgress>(), default)))
            .Message.ShouldContain("--require-price");

    private async Task<SeedReport> LoadAsync(string text)
    {
        var file = Path.Combine(_database.Folder, "file.csv");
        await File.WriteAllTextAsync(file, text, new UTF8Encoding(false));
        return await _app.Services.GetRequiredService<IServiceSeed>().SeedAsync(new SeedRequest(file), new Progress<SeedProgress>(), default);
    }

    private static async Task<string> ReportAsync(SeedReport report) => report.RejectsFile is { } file ? await File.ReadAllTextAsync(file) : "";

    private Task<T> ReadAsync<T>(Func<WorkforceDb, Task<T>> read) =>
        _app.Services.GetRequiredService<Session<WorkforceDb>>().AllTenants().ReadAsync((db, _) => read(db), default);
}

public sealed class ReferenceImport_on_SQLite : ReferenceImportTests
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());
}

[Trait("Server", "PostgreSQL")]
public sealed class ReferenceImport_on_PostgreSQL : ReferenceImportTests
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
