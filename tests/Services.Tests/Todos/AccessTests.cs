using System.Net;
using Microsoft.Extensions.Configuration;
using Seaworthy.Hosting.Settings;
using Seaworthy.Services.Tests.Support;
using Seaworthy.Todos;
using Seaworthy.Todos.Access;
using Seaworthy.Todos.Data;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>Who may do what where the todos are served to others: nobody without a sign-in, whatever their document's calls say.</summary>
[Trait("Requirement", "R10")]
public sealed class AccessTests(TodosInProduction host) : IClassFixture<TodosInProduction>
{
    private const string Person = "/api/v2/employees";
    private readonly TodosClient _nobody = new(host);

    private static object Todo => new { title = "Try" };

    private static object Employee => new { name = "Somebody" };

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("POST", "/")]
    [InlineData("GET", "/1")]
    [InlineData("GET", "/stats")]
    [InlineData("POST", "/bulk-process")]
    [InlineData("GET", "/api/v1/todos")]
    [InlineData("GET", "/api/v2/todos")]
    [InlineData("GET", "/api/v2/employees")]
    [InlineData("GET", "/api/v2/tasks/01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("GET", "/api/v2/trail")]
    public async Task A_stranger_is_401(string method, string path) =>
        ((string)(await _nobody.FailAsync(new(method), path, HttpStatusCode.Unauthorized, method == "POST" ? Todo : null))["code"]!).ShouldBe("AUTH_ERROR");

    [Fact]
    public async Task A_member_does_todos_a_manager_the_team_too_and_who_has_merely_registered_nothing()
    {
        var (member, manager, registered) = (await SignedInAsync(TeamAccess.Member), await SignedInAsync(TeamAccess.Manager), await SignedInAsync());

        (await StatusesAsync(member)).ShouldBe((200, 201, 403));
        (await StatusesAsync(manager)).ShouldBe((200, 201, 201));
        (await StatusesAsync(registered)).ShouldBe((403, 403, 403));
    }

    [Theory]
    [InlineData(TeamAccess.ReadScope, 200, 403, 403)]
    [InlineData(TeamAccess.WriteScope, 403, 201, 403)]
    [InlineData(TeamAccess.TeamScope, 403, 403, 201)]
    public async Task A_program_does_what_its_keys_scope_says(string scope, int read, int written, int team) =>
        (await StatusesAsync(_nobody.WithKey((await host.App.NewKeyAsync("todos", tenant: null, scope)).Text))).ShouldBe((read, written, team));

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    [InlineData("true", false, true)]
    [InlineData("false", true, false)]
    public void They_are_open_in_Development_or_where_somebody_says_so(string? setting, bool isDevelopment, bool isOpen) =>
        TeamAccess.Read(Configured(setting), isDevelopment).IsOpen.ShouldBe(isOpen);

    [Fact]
    public void A_setting_that_is_neither_stops_the_start() =>
        Should.Throw<SettingsException>(() => TeamAccess.Read(Configured("perhaps"), isDevelopment: false)).Message.ShouldContain("must be true or false");

    private static IConfiguration Configured(string? setting) => new ConfigurationBuilder().AddInMemoryCollection([new("Todos:Open", setting)]).Build();

    private async Task<TodosClient> SignedInAsync(params string[] roles) =>
        _nobody.WithToken(await host.App.TokenAsync<TodosDb>(TodosModule.Info.Name, $"{Guid.NewGuid():N}@example.com", tenant: null, roles));

    private static async Task<(int Read, int Written, int Team)> StatusesAsync(TodosClient client) => (
        (int)(await client.AskAsync(HttpMethod.Get, TodosClient.Todos)).Status,
        (int)(await client.AskAsync(HttpMethod.Post, "/", Todo)).Status,
        (int)(await client.AskAsync(HttpMethod.Post, Person, Employee)).Status);
}
