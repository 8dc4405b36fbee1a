using System.Text.Json.Nodes;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>What came back.</summary>
internal sealed record Struck(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
