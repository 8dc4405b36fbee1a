namespace Seaworthy.Services.Tests.Attacks;

/// <summary>ASVS V10, OAuth: refresh tokens that were stolen, and tokens of one kind sent as another.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R9")]
public sealed class Asvs10RefreshTests(AttackedHost host)
{
    [Fact]
    public async Task A_token_of_one_kind_is_none_of_another()
    {
        foreach (var (service, accounts) in AttackedHost.Services)
        {
            var visitor = await AttackedVisitor.NewAsync(host, accounts);

            (await visitor.AskAsync("GET", "/profile", token: visitor.RefreshToken)).Status.ShouldBe(401, service);
            (await visitor.RefreshAsync(visitor.Token)).Status.ShouldBeOneOf(400, 401, 422);
            foreach (var (other, elsewhere) in AttackedHost.Services.Where(one => one.Name != service))
            {
                (await host.SendAsync("POST", $"{elsewhere}/refresh", null, $$"""{"refresh_token":"{{visitor.RefreshToken}}"}""")).Status.ShouldBe(401, $"{service}'s at {other}");
            }
        }
    }

    [Fact]
    public async Task A_refresh_token_that_comes_again_after_its_successor_was_used_ends_the_thief_and_his_victim()
    {
        foreach (var (service, accounts) in AttackedHost.Services)
        {
            var victim = await AttackedVisitor.NewAsync(host, accounts);
            var stolen = victim.RefreshToken;
            var second = (string)(await victim.RefreshAsync(stolen)).Json["refresh_token"]!;
            var third = await victim.RefreshAsync(second);

            (await victim.RefreshAsync(stolen)).Status.ShouldBe(401, service);

            (await victim.RefreshAsync((string)third.Json["refresh_token"]!)).Status.ShouldBe(401, service);
            (await victim.AskAsync("GET", "/profile", token: (string)third.Json["token"]!)).Status.ShouldBe(401, service);
        }
    }

    [Fact]
    public async Task No_refresh_widens_what_somebody_may()
    {
        foreach (var (service, accounts) in AttackedHost.Services)
        {
            var visitor = await AttackedVisitor.NewAsync(host, accounts);

            (await host.SendAsync("POST", $"{accounts}/refresh", null, $$"""{"refresh_token":"{{visitor.RefreshToken}}","scope":"admin","role":"admin"}""")).Status.ShouldBeOneOf(400, 422);
            var next = (string)(await visitor.RefreshAsync(visitor.RefreshToken)).Json["token"]!;
            (await visitor.AskAsync("GET", "/profile", token: next)).Json["roles"]?.AsArray().ShouldBeEmpty(service);
        }
    }
}
