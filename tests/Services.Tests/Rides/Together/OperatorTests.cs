namespace Seaworthy.Services.Tests.Rides.Together;

/// <summary>Whoever looks after the rides, at a desk: his account is one module's, and his role all modules'.</summary>
[Trait("Requirement", "R10")]
public sealed class OperatorTests(RidesOnSqlite host) : IClassFixture<RidesOnSqlite>
{
    private readonly RidePerson _operator = new(host.Client, "Development operator@example.com");
    private readonly RidePerson _rider = new(host.Client, "Development test@example.com");

    [Theory]
    [InlineData("/admin/rides")]
    [InlineData("/drivers")]
    [InlineData("/payments/admin/trail")]
    [InlineData("/users/admin/trail")]
    public async Task The_demo_operator_is_one_at_every_module_and_a_rider_at_none(string path)
    {
        (await _operator.AskAsync(HttpMethod.Get, path)).Status.ShouldBe(200);
        (await _rider.AskAsync(HttpMethod.Get, path)).Status.ShouldBe(403);
    }
}
