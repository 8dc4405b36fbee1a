using Microsoft.AspNetCore.Http;
using Seaworthy.Caching.Origin;

namespace Seaworthy.Tests.Caching.Origin;

/// <summary>What a shared cache may keep of another server's answers (RFC 9111).</summary>
[Trait("Requirement", "R75")]
public sealed class OriginTermsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("max-age=60", 60)]
    [InlineData("MAX-AGE=\"60\"", 60)]
    [InlineData("max-age=60, s-maxage=10", 10)]
    [InlineData("max-age=60, max-age=5", 5)]
    [InlineData("max-age=99999999999", int.MaxValue)]
    [InlineData("public, max-age=60", 60)]
    public void The_time_is_what_the_answer_says(string said, int seconds) => Of(said)!.Fresh.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("public")]
    [InlineData("max-age=0")]
    [InlineData("max-age=-1")]
    [InlineData("max-age=soon")]
    [InlineData("max-age=60, no-store")]
    [InlineData("max-age=60, No-Cache")]
    [InlineData("max-age=60, no-cache=\"X-Own\"")]
    [InlineData("max-age=60, private")]
    [InlineData("max-age=60, s-maxage=0")]
    public void What_is_not_allowed_is_not_kept(string said) => Of(said).ShouldBeNull();

    [Theory]
    [InlineData("Fri, 27 Nov 2026 08:01:00 GMT", null, 60)]
    [InlineData("Fri, 27 Nov 2026 08:01:00 GMT", "Fri, 27 Nov 2026 08:00:30 GMT", 30)]
    [InlineData("0", null, 0)]
    [InlineData("Fri, 27 Nov 2026 07:00:00 GMT", null, 0)]
    public void Expires_counts_from_its_own_Date(string expires, string? date, int seconds)
    {
        var terms = Of("", ("Expires", expires), ("Date", date));

        (terms?.Fresh ?? TimeSpan.Zero).ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void An_answer_that_was_kept_before_has_only_the_rest_of_its_time()
    {
        var terms = Of("max-age=60", ("Age", "20"))!;

        terms.Fresh.ShouldBe(TimeSpan.FromSeconds(40));
        terms.Age.ShouldBe(TimeSpan.FromSeconds(20));
        Of("max-age=60", ("Age", "60")).ShouldBeNull();
    }

    [Theory]
    [InlineData("max-age=60", false)]
    [InlineData("max-age=60, public", true)]
    [InlineData("s-maxage=60", true)]
    [InlineData("max-age=60, must-revalidate", true)]
    [InlineData("max-age=60, proxy-revalidate", false)]
    public void What_was_made_for_somebody_is_kept_only_where_the_answer_allows_it(string said, bool isKept)
    {
        var headers = new HeaderDictionary { ["Cache-Control"] = said };

        (OriginTerms.Of(200, headers, hasCredentials: true, [], Now) is not null).ShouldBe(isKept);
    }

    [Theory]
    [InlineData("max-age=1, stale-if-error=60", 60)]
    [InlineData("max-age=1", 0)]
    [InlineData("max-age=1, stale-if-error=60, must-revalidate", 0)]
    [InlineData("max-age=1, stale-if-error=60, proxy-revalidate", 0)]
    [InlineData("s-maxage=1, stale-if-error=60", 0)]
    public void It_stands_in_for_an_error_as_long_as_it_says(string said, int seconds) => Of(said)!.StaleIfError.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Vary_is_read_without_what_the_cache_does_itself()
    {
        Of("max-age=60", ("Vary", "Accept-Language, Accept-Encoding, Accept"))!.Vary.ShouldBe(["accept", "accept-language"]);
        Of("max-age=60", ("Vary", "*")).ShouldBeNull();
        Of("max-age=60", ("Vary", "a,b,c,d,e,f,g,h,i")).ShouldBeNull();
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, true)]
    [InlineData(206, false)]
    [InlineData(302, false)]
    [InlineData(500, false)]
    public void A_status_whose_meaning_is_known_is_kept(int status, bool isKept) =>
        (OriginTerms.Of(status, new HeaderDictionary { ["Cache-Control"] = "max-age=60" }, hasCredentials: false, [], Now) is not null).ShouldBe(isKept);

    private static OriginTerms? Of(string cacheControl, params (string Name, string? Value)[] more)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in more.Append((Name: "Cache-Control", Value: (string?)cacheControl)).Where(field => field.Value is { Length: > 0 }))
        {
            headers[name] = value;
        }

        return OriginTerms.Of(200, headers, hasCredentials: false, ["accept-encoding"], Now);
    }
}
