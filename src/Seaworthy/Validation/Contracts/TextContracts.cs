using System.Text.Json;

namespace Seaworthy.Validation.Contracts;

/// <summary>A string.</summary>
internal sealed class TextContract : BodyContract
{
    public override void Check(JsonElement element, BodyWalk walk)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            walk.TextOf(element);
        }
        else
        {
            walk.Fault($"must be a string, is {Words(element)}");
        }
    }
}

/// <summary>Any JSON at all; its texts must still be storable.</summary>
internal sealed class FreeContract : BodyContract
{
    public override void Check(JsonElement element, BodyWalk walk) => CheckAny(element, walk);

    public static void CheckName(string name, BodyWalk walk)
    {
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            walk.Fault("has a name that contains the character NUL");
        }
    }

    public static void CheckAny(JsonElement element, BodyWalk walk)
    {
        if (walk.IsFull)
        {
            return;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                walk.TextOf(element);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    walk.Down(index++);
                    CheckAny(item, walk);
                    walk.Up();
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    walk.Down(property.Name);
                    CheckName(property.Name, walk);
                    CheckAny(property.Value, walk);
                    walk.Up();
                }

                break;
            default:
                break;
        }
    }
}
