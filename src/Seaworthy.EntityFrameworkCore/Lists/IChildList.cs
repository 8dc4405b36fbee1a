using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>A member of an item that holds rows of another entity, whatever entity that is.</summary>
internal interface IChildList
{
    string Name { get; }

    /// <summary>The JSON Schema of the member.</summary>
    JsonObject Schema();

    /// <summary>Writes the rows of an item that is at hand.</summary>
    void Write(Utf8JsonWriter json, object item);

    /// <summary>Reads and writes it.</summary>
    ChildRows Rows<TContext>(ListParts<TContext> parts)
        where TContext : DbContext;
}

/// <summary>The rows of one entity below an item.</summary>
internal sealed record ChildList<TChild>(string Name, ListDefinition<TChild, TChild> List, Func<object, IEnumerable<TChild>> Of) : IChildList
    where TChild : class
{
    public JsonObject Schema() => new() { ["type"] = "array", ["items"] = ListDescription.Row(List) };

    public void Write(Utf8JsonWriter json, object item)
    {
        json.WriteStartArray(Name);
        foreach (var row in Of(item))
        {
            json.WriteStartObject();
            RowJson.Write(json, List.Fields, row);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public ChildRows Rows<TContext>(ListParts<TContext> parts)
        where TContext : DbContext => new ChildRows<TContext, TChild>(Name, List, parts);
}
