namespace Seaworthy.Services.Tests.Attacks;

/// <summary>ASVS V7, session management: what goes on after it was to have ended. Bounds between processes are in
/// <c>RefreshTests</c>, what a token alone does not do in <c>PasswordTests</c>.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R9")]
[Trait("Requirement", "R91")]
public sealed class Asvs7SessionTests(AttackedHost host)
{
    [Fact]
    public async Task Whoever_has_left_is_refused_with_all_that_he_had()
    {
        foreach (var (service, accounts) in AttackedHost.Services)
        {
            var visitor = await AttackedVisitor.NewAsync(host, accounts);
            (await visitor.AskAsync("GET", "/profile")).Status.ShouldBe(200, service);

            (await visitor.AskAsync("POST", "/logout")).Status.ShouldBe(204, service);

            (await visitor.AskAsync("GET", "/profile")).Status.ShouldBe(401, service);
            (await visitor.RefreshAsync(visitor.RefreshToken)).Status.ShouldBe(401, service);
        }
    }

    [Fact]
    public async Task Whoever_has_left_the_rides_has_left_all_modules_of_the_process()
    {
        var visitor = await AttackedVisitor.NewAsync(host, "/rides/users");
        string[] paths = ["/rides/mine", "/rides/payments/", "/rides/drivers/me/positions"];
        async Task<int[]> AskAllAsync() => [.. (await Task.WhenAll(paths.Select(path => host.SendAsync("GET", path, null, null, ("Authorization", $"Bearer {visitor.Token}"))))).Select(answer => answer.Status)];
        (await AskAllAsync()).ShouldBe([200, 200, 404], "he is no driver");

        (await visitor.AskAsync("POST", "/logout")).Status.ShouldBe(204);

        (await AskAllAsync()).ShouldAllBe(status => status == 401);
    }

    [Fact]
    public async Task A_new_password_ends_what_a_thief_has()
    {
        foreach (var (service, accounts) in AttackedHost.Services)
        {
            var owner = await AttackedVisitor.NewAsync(host, accounts);
            var thief = await owner.AgainAsync();

            (await owner.AskAsync("POST", "/password/change", $$"""{"current_password":"{{AttackedVisitor.Password}}","new_password":"quite another one"}""")).Status.ShouldBe(204, service);

            (await thief.AskAsync("GET", "/profile")).Status.ShouldBe(401, service);
            (await thief.RefreshAsync(thief.RefreshToken)).Status.ShouldBe(401, service);
            (await owner.AskAsync("GET", "/profile")).Status.ShouldBe(200, service);
        }
    }
}
