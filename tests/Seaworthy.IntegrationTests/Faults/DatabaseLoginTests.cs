using System.Diagnostics;
using Npgsql;

namespace Seaworthy.IntegrationTests.Faults;

/// <summary>PostgreSQL answers, and says no: told with what, where and the repair, and never as a server that is away.</summary>
[Trait("Requirement", "R62")]
[Trait("Server", "PostgreSQL")]
public sealed class DatabaseLoginTests : IAsyncLifetime
{
    private const string Password = "hunter2-of-this-test";
    private readonly string _user = $"u_{Guid.NewGuid():N}";
    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.PostgreSqlAsync();
        await ExecuteAsync($"create role {_user} login password '{Password}'");
    }

    public async Task DisposeAsync()
    {
        await ExecuteAsync($"drop owned by {_user} cascade; drop role {_user}");
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("serve --target grocery --port 0")]
    [InlineData("migrate up")]
    public async Task A_wrong_password_is_a_login_that_is_refused(string command) =>
        await ShouldSayAsync(command, url => url.Password = Password, "refuses the login: 28P01", "DATABASE_URL");

    [Fact]
    public async Task A_wrong_user_is_a_login_that_is_refused() =>
        await ShouldSayAsync("serve --target grocery --port 0", url => (url.Username, url.Password) = ("nobody", Password), "refuses the login: 28P01", "nobody");

    [Fact]
    public async Task A_password_that_is_missing_is_told_as_missing() =>
        await ShouldSayAsync("serve --target grocery --port 0", url => url.Password = null, "cannot be used: No password", "DATABASE_URL");

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task A_database_that_does_not_exist_is_named_with_the_way_to_make_it(string environment) =>
        await ShouldSayAsync("serve --target grocery --port 0", url => url.Database = "nowhere", "/nowhere is not there: 3D000", "createdb", environment);

    [Fact]
    public async Task A_user_without_the_right_is_told_which_one_is_missing() =>
        await ShouldSayAsync("serve --target grocery --port 0", url => (url.Username, url.Password) = (_user, Password), "42501: permission denied for database", "CREATE on the database");

    [Fact]
    public async Task A_user_without_CREATE_on_the_database_migrates_the_schema_he_owns()
    {
        await ExecuteAsync($"create schema grocery authorization {_user}");
        var url = new NpgsqlConnectionStringBuilder(_database.Url) { Username = _user, Password = Password };

        var first = await RunAsync("migrate up --target grocery", url.ConnectionString, "Development");
        var again = await RunAsync("migrate up --target grocery", url.ConnectionString, "Development");

        first.Exit.ShouldBe(0, first.Errors);
        again.Exit.ShouldBe(0, again.Errors);
    }

    private async Task ShouldSayAsync(
        string command, Action<NpgsqlConnectionStringBuilder> change, string what, string repair, string environment = "Development")
    {
        var url = new NpgsqlConnectionStringBuilder(_database.Url);
        var where = $"{url.Host}:{url.Port}";
        change(url);

        var (exit, errors) = await RunAsync(command, url.ConnectionString, environment);

        exit.ShouldBe(3, errors);
        errors.ShouldContain(what);
        errors.ShouldContain(repair);
        errors.ShouldContain(where);
        errors.ShouldNotContain("does not answer");
        errors.ShouldNotContain(Password);
        errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeLessThanOrEqualTo(5, errors);
    }

    private async Task<(int Exit, string Errors)> RunAsync(string command, string url, string environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Cli.ExitCode).Assembly.Location, .. command.Split(' '), "--data", _database.Folder])
        {
            WorkingDirectory = _database.Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in _database.Settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        start.Environment.Remove("DATABASE_URL");
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["Seaworthy__Database__Url"] = url;
        start.Environment["Seaworthy__Management__Port"] = "0";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        await output;
        return (process.ExitCode, errors);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database.Url!);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
