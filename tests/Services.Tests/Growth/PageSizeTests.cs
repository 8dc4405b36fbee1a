namespace Seaworthy.Services.Tests.Growth;

/// <summary>An answer is some bytes, and as many for each row.</summary>
[Collection(nameof(GrowthCollection))]
[Trait("Requirement", "R47")]
[Trait("Server", "PostgreSQL")]
public sealed class PageSizeTests(GrowthHost host)
{
    private const int Middle = 20;

    [Theory]
    [InlineData("/grocery/api/v2/products?limit=", 100, null)]
    [InlineData("/grocery/api/v1/products?size=", 100, null)]
    [InlineData("/cafe/api/v1/orders/?limit=", 50, "owner1@growth.example")]
    [InlineData("/workforce/api/etter/users?page_size=", 100, GrowthRows.Employee)]
    [InlineData("/todos/api/v2/todos?limit=", 100, null)]
    [InlineData("/rides/mine?limit=", 100, GrowthRows.Frequent)]
    public async Task An_answer_grows_by_its_rows_alone(string path, int most, string? caller)
    {
        var (one, some, many) = (await BytesAsync(path, 1, caller), await BytesAsync(path, Middle, caller), await BytesAsync(path, most, caller));

        var ofRow = (double)(many - one) / (most - 1);
        ((double)some).ShouldBeInRange(0.9 * (one + ((Middle - 1) * ofRow)), 1.1 * (one + ((Middle - 1) * ofRow)));
        (one - ofRow).ShouldBeInRange(0, 1000, "what is around the rows");
    }

    private async Task<int> BytesAsync(string path, int rows, string? caller)
    {
        using var request = new Call(path, $"{path}{rows}", caller).Request(rows);
        using var answer = await host.Client.SendAsync(request);
        return (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length;
    }
}
