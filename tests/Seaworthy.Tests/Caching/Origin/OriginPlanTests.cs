using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Seaworthy.Caching.Origin;

namespace Seaworthy.Tests.Caching.Origin;

/// <summary>Which requests go past the shared cache.</summary>
[Trait("Requirement", "R75")]
public sealed class OriginPlanTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_body_that_no_field_announces_is_one_too(bool hasBody)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new Body(hasBody));

        OriginPlan.IsAside(context.Request).ShouldBe(hasBody);
    }

    [Theory]
    [InlineData("close", false)]
    [InlineData("keep-alive, TE", false)]
    [InlineData("X-Hop", true)]
    [InlineData("keep-alive, X-Hop", true)]
    public void Fields_that_a_connection_names_are_in_no_key(string connection, bool isAside)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Connection = connection;

        OriginPlan.IsAside(context.Request).ShouldBe(isAside);
    }

    private sealed record Body(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
