using System.Text.Json.Nodes;

namespace Seaworthy.Bench;

/// <summary>Compares decoded JSON: numbers by value, instants by value, members in any order.</summary>
internal static class SameJson
{
    /// <summary>Throws when the two say different things; says where.</summary>
    public static void Check(string what, JsonNode? left, JsonNode? right)
    {
        switch (left, right)
        {
            case (JsonObject a, JsonObject b):
                Require(what, a.Select(member => member.Key).Order().SequenceEqual(b.Select(member => member.Key).Order()), left, right);
                foreach (var (name, value) in a)
                {
                    Check($"{what}.{name}", value, b[name]);
                }

                break;
            case (JsonArray a, JsonArray b):
                Require(what, a.Count == b.Count, left, right);
                for (var i = 0; i < a.Count; i++)
                {
                    Check($"{what}[{i}]", a[i], b[i]);
                }

                break;
            default:
                Require(what, IsSame(left, right), left, right);
                break;
        }
    }

    /// <summary>The members that <paramref name="like"/> has too.</summary>
    public static JsonArray Only(JsonArray rows, JsonArray like)
    {
        var names = like[0]!.AsObject().Select(member => member.Key).ToHashSet();
        return [.. rows.Select(row => (JsonNode?)new JsonObject(row!.AsObject()
            .Where(member => names.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))))];
    }

    private static bool IsSame(JsonNode? left, JsonNode? right)
    {
        if (left is null || right is null || left.GetValueKind() != right.GetValueKind())
        {
            return left is null && right is null;
        }

        return left.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.Number => left.AsValue().GetValue<decimal>() == right.AsValue().GetValue<decimal>(),
            System.Text.Json.JsonValueKind.String => left.AsValue().TryGetValue<DateTimeOffset>(out var a) && right.AsValue().TryGetValue<DateTimeOffset>(out var b)
                ? a == b
                : left.GetValue<string>() == right.GetValue<string>(),
            _ => JsonNode.DeepEquals(left, right),
        };
    }

    private static void Require(string what, bool holds, JsonNode? left, JsonNode? right)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"the peers disagree about {what}: {left?.ToJsonString()} and {right?.ToJsonString()}");
        }
    }
}
