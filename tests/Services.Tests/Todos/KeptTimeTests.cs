namespace Seaworthy.Services.Tests.Todos;

/// <summary>S3's times, where nobody changes a todo.</summary>
[Trait("Requirement", "R38")]
public sealed class KeptTimeTests(TodosByTheClock host) : IClassFixture<TodosByTheClock>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly TodosClient _client = new(host);

    [Theory]
    [InlineData($"{TodosClient.Todos}?status=pending&priority=high")]
    [InlineData("/api/v1/todos?status=pending")]
    public async Task A_filtered_list_is_kept_for_600_seconds(string list)
    {
        (await AgeAsync(list)).ShouldBeNull();
        host.Time.Advance(599 * Second);
        (await AgeAsync(list)).ShouldBe(599 * Second);
        host.Time.Advance(Second);
        (await AgeAsync(list)).ShouldBeNull();
    }

    [Fact]
    public async Task Numbers_are_kept_for_300_seconds()
    {
        var counted = await CountedAsync();
        host.Time.Advance(299 * Second);
        (await CountedAsync()).ShouldBe(counted);
        host.Time.Advance(Second);
        (await CountedAsync()).ShouldBe(counted + (300 * Second));
    }

    // Nothing where the list was made for this request.
    private async Task<TimeSpan?> AgeAsync(string list)
    {
        using var answer = await _client.SendAsync(HttpMethod.Get, list);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return answer.Headers.Age;
    }

    private async Task<DateTime> CountedAsync() => (DateTime)(await _client.GetAsync($"{TodosClient.Todos}/stats"))["counted_at"]!;
}
