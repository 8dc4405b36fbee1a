namespace Seaworthy.Services.Tests.Attacks;

/// <summary>ASVS V14, data protection: what a cache on the way keeps of somebody, and what is somebody's in an answer to somebody else.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R37")]
public sealed class Asvs14DataTests(AttackedHost host)
{
    [Fact]
    public async Task No_cache_on_the_way_keeps_what_was_answered_to_somebody()
    {
        foreach (var endpoint in host.Endpoints.Where(endpoint => endpoint is { Method: "GET", IsOpen: false } && !endpoint.Plan.Route.EndsWith("/feed", StringComparison.Ordinal)))
        {
            var answer = await host.SendAsync("GET", endpoint.Path, AttackedPeople.MightiestAt(endpoint.Service));

            (answer.Header("Cache-Control") is { } control && (control.Contains("no-store", StringComparison.Ordinal) || control.Contains("private", StringComparison.Ordinal) || control.Contains("no-cache", StringComparison.Ordinal)))
                .ShouldBeTrue($"{endpoint.Call}: {answer.Header("Cache-Control")}");
            (answer.Header("Cache-Control")!.Contains("public", StringComparison.Ordinal)).ShouldBeFalse(endpoint.Call);
        }
    }

    [Fact]
    public async Task A_token_is_in_no_answer_that_is_kept()
    {
        foreach (var (service, accounts) in AttackedHost.Services)
        {
            var answer = await (await AttackedVisitor.NewAsync(host, accounts)).AskAsync("GET", "/sessions");

            answer.Header("Cache-Control").ShouldBe("no-store", service);
            answer.Text.ShouldNotContain("eyJ");
        }
    }

    [Fact]
    public async Task What_one_company_was_answered_is_not_given_to_another_by_a_kept_answer()
    {
        var (own, foreign) = (await host.SendAsync("GET", "/cafe/api/v1/categories/", AttackedPeople.Owner), await host.SendAsync("GET", "/cafe/api/v1/categories/", AttackedPeople.Guest));
        var nobody = await host.SendAsync("GET", "/workforce/api/etter/users");

        own.Status.ShouldBe(200);
        foreign.Status.ShouldBeOneOf(401, 403);
        (await host.SendAsync("GET", "/workforce/api/etter/users", AttackedPeople.Employee)).Status.ShouldBe(200);
        (await host.SendAsync("GET", "/workforce/api/etter/users")).Text.ShouldNotContain("@example.com");
        (await host.SendAsync("GET", "/workforce/api/etter/users", AttackedPeople.Applicant)).Status.ShouldBe(403);
        nobody.Status.ShouldBe(401);
    }
}
