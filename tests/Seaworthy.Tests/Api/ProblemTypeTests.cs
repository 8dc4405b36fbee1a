using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Seaworthy.Api.Problems;

namespace Seaworthy.Tests.Api;

[Trait("Requirement", "R42")]
public sealed class ProblemTypeTests
{
    [Fact]
    public void Every_type_has_a_name_and_a_title_of_its_own()
    {
        ProblemTypes.All.Select(type => type.Name).ShouldBeUnique();
        ProblemTypes.All.Select(type => type.Title).ShouldBeUnique();
        ProblemTypes.All.ShouldAllBe(type => Regex.IsMatch(type.Name, "^[a-z]+(-[a-z]+)*$") && type.Status >= 400 && type.Status < 600 && type.Repair.Length > 0);
        var declared = typeof(ProblemTypes).GetProperties().Where(property => property.PropertyType == typeof(ProblemType)).Select(property => property.GetValue(null));
        declared.ShouldBe(ProblemTypes.All, ignoreOrder: true);
    }

    [Fact]
    public void Every_error_status_has_a_type()
    {
        for (var status = 400; status < 600; status++)
        {
            var type = ProblemTypes.ForStatus(status);
            type.Status.ShouldBe(status);
            type.Title.ShouldNotBeEmpty();
        }

        ProblemTypes.ForStatus(418).Name.ShouldBeEmpty();
        ProblemTypes.ForStatus(402).Title.ShouldBe("Payment Required");
    }

    [Fact]
    public async Task Every_type_has_a_page_for_people()
    {
        await using var app = await TestApp.StartAsync(_ => { });
        foreach (var type in ProblemTypes.All)
        {
            using var page = await app.Client.GetAsync($"/problems/{type.Name}");
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
            page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'sha256-");
            var html = await page.Content.ReadAsStringAsync();
            html.ShouldContain(type.Name);
            html.ShouldNotContain("<script");
        }

        var index = await app.Client.GetStringAsync("/problems");
        ProblemTypes.All.ShouldAllBe(type => index.Contains($"/problems/{type.Name}"));
    }

    [Fact]
    public async Task A_page_of_the_app_on_the_same_route_wins()
    {
        await using var app = await TestApp.StartAsync(app => app.MapGet("/problems/gone", () => "mine"));

        (await app.Client.GetStringAsync("/problems/gone")).ShouldBe("mine");
    }
}
