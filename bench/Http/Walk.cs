using System.Globalization;
using System.Text.Json.Nodes;

namespace Seaworthy.Bench;

/// <summary>
/// Goes through the whole list once, page after page, and keeps where each page ended: as grocery's signed cursor and as
/// bare's plain one. Positions picked from it are spread over all rows alike.
/// </summary>
internal sealed class Walk
{
    public const int DeepPage = 50_000;
    private const int DeepRow = (DeepPage - 1) * 20;
    private const string List = "/grocery/api/v2/products";

    public List<(string Grocery, string Bare)> Cursors { get; } = [];

    /// <summary>The cursor after which page 50,000 of 20 begins.</summary>
    public string Deep { get; private set; } = "";

    public static async Task<Walk> ThroughAsync(Server grocery)
    {
        using var http = new HttpClient { BaseAddress = grocery.Url };
        var walk = new Walk();
        var read = 0;
        string? cursor = null;
        do
        {
            var size = Math.Min(100, read < DeepRow ? DeepRow - read : 100);
            var page = JsonNode.Parse(await http.GetStringAsync(new Uri($"{List}?limit={size}{(cursor is null ? "" : $"&cursor={cursor}")}", UriKind.Relative)))!;
            var items = page["items"]!.AsArray();
            read += items.Count;
            cursor = (string?)page["next_cursor"];
            if (cursor is not null)
            {
                walk.Cursors.Add((cursor, Plain(items[^1]!)));
                walk.Deep = read == DeepRow ? cursor : walk.Deep;
            }
        }
        while (cursor is not null);

        return walk.Deep.Length > 0 ? walk : throw new InvalidOperationException($"the list ends after {read} rows, before page {DeepPage}");
    }

    private static string Plain(JsonNode product) => string.Create(
        CultureInfo.InvariantCulture, $"{product["created_at"]!.GetValue<DateTimeOffset>().UtcTicks}-{product["id"]!.GetValue<long>()}");
}
