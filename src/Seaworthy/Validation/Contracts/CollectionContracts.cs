using System.Collections;
using System.Text.Json;

namespace Seaworthy.Validation.Contracts;

/// <summary>A list: each entry keeps the contract of its type.</summary>
internal sealed class ListContract(Type entry, BodyContracts contracts) : BodyContract
{
    private readonly bool _takesNull = Nullable.GetUnderlyingType(entry) is not null;

    public override void Check(JsonElement element, BodyWalk walk)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            walk.Fault($"must be a list, is {Words(element)}");
            return;
        }

        var contract = contracts.For(entry);
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (walk.IsFull)
            {
                return;
            }

            walk.Down(index++);
            Entries.Check(contract, item, _takesNull, walk);
            walk.Up();
        }
    }

    public override bool Reaches(HashSet<BodyContract> seen) => contracts.For(entry).Reaches(seen);

    public override void CheckWhole(object value, BodyWalk walk)
    {
        var contract = contracts.For(entry);
        var index = 0;
        foreach (var item in (IEnumerable)value)
        {
            walk.Down(index++);
            if (item is not null)
            {
                contract.CheckWhole(item, walk);
            }

            walk.Up();
        }
    }
}

/// <summary>A dictionary: each value keeps the contract of its type.</summary>
internal sealed class MapContract(Type entry, BodyContracts contracts) : BodyContract
{
    private readonly bool _takesNull = Nullable.GetUnderlyingType(entry) is not null;

    public override void Check(JsonElement element, BodyWalk walk)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            walk.Fault($"must be an object, is {Words(element)}");
            return;
        }

        var contract = contracts.For(entry);
        foreach (var property in element.EnumerateObject())
        {
            if (walk.IsFull)
            {
                return;
            }

            walk.Down(property.Name);
            FreeContract.CheckName(property.Name, walk);
            Entries.Check(contract, property.Value, _takesNull, walk);
            walk.Up();
        }
    }

    public override bool Reaches(HashSet<BodyContract> seen) => contracts.For(entry).Reaches(seen);

    public override void CheckWhole(object value, BodyWalk walk)
    {
        // Every dictionary of the framework is one; of a type that is not, the entries' own rules are all that is kept.
        if (value is not IDictionary map)
        {
            return;
        }

        var contract = contracts.For(entry);
        foreach (DictionaryEntry item in map)
        {
            walk.Down(item.Key);
            if (item.Value is not null)
            {
                contract.CheckWhole(item.Value, walk);
            }

            walk.Up();
        }
    }
}

/// <summary>What lists and dictionaries ask of an entry.</summary>
file static class Entries
{
    public static void Check(BodyContract contract, JsonElement entry, bool takesNull, BodyWalk walk)
    {
        if (entry.ValueKind != JsonValueKind.Null)
        {
            contract.Check(entry, walk);
        }
        else if (!takesNull && contract is not FreeContract)
        {
            walk.Fault("must not be null");
        }
    }
}
