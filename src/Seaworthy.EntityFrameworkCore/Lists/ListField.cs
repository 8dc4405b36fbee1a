using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Seaworthy.Validation;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>One member of a row's JSON, and the column behind it.</summary>
internal sealed record ListField(string Name, LambdaExpression Value, FieldFormat Format, bool OnRequest, int? CutAt)
{
    private const string Cut = "...";
    private const decimal Millionth = 1_000_000;
    private readonly JsonEncodedText _name = JsonEncodedText.Encode(Name);
    private readonly TypeCode _type = Type.GetTypeCode(Nullable.GetUnderlyingType(Value.ReturnType) ?? Value.ReturnType);
    private readonly bool _isGuid = (Nullable.GetUnderlyingType(Value.ReturnType) ?? Value.ReturnType) == typeof(Guid);

    private Func<object, object?>? _read;

    /// <summary>Its value in a row that is at hand.</summary>
    public object? Of(object row) => (_read ??= Reader())(row);

    /// <summary>Writes the member of a row that is at hand, as the same row is written when it is read.</summary>
    public void Write(Utf8JsonWriter json, object row)
    {
        switch (Of(row))
        {
            case null: json.WriteNull(_name); break;
            case long minor when Format == FieldFormat.Money:
                json.WritePropertyName(_name);
                Money.Write(json, minor);
                break;
            case int millionths when Format == FieldFormat.Millionths: json.WriteNumber(_name, millionths / Millionth); break;
            case long number: json.WriteNumber(_name, number); break;
            case int number: json.WriteNumber(_name, number); break;
            case bool flag: json.WriteBoolean(_name, flag); break;
            case DateTime instant: json.WriteString(_name, DateTime.SpecifyKind(instant, DateTimeKind.Utc)); break;
            case string text: WriteText(json, text); break;
            case Guid id: json.WriteString(_name, id); break;
            default: throw new NotSupportedException($"{Name} is of type {_type}, which no list writes");
        }
    }

    public void Write(Utf8JsonWriter json, DbDataReader row, int column)
    {
        if (row.IsDBNull(column))
        {
            json.WriteNull(_name);
            return;
        }

        switch (_type)
        {
            case TypeCode.Int64 when Format == FieldFormat.Money:
                json.WritePropertyName(_name);
                Money.Write(json, row.GetInt64(column));
                break;
            case TypeCode.Int32 when Format == FieldFormat.Millionths: json.WriteNumber(_name, row.GetInt32(column) / Millionth); break;
            case TypeCode.Int64: json.WriteNumber(_name, row.GetInt64(column)); break;
            case TypeCode.Int32: json.WriteNumber(_name, row.GetInt32(column)); break;
            case TypeCode.Boolean: json.WriteBoolean(_name, row.GetBoolean(column)); break;
            case TypeCode.DateTime:
                json.WriteString(_name, DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc));
                break;
            case TypeCode.String: WriteText(json, row.GetString(column)); break;
            case TypeCode.Object when _isGuid: json.WriteString(_name, row.GetGuid(column)); break;
            default: throw new NotSupportedException($"{Name} is of type {_type}, which no list writes");
        }
    }

    /// <summary>The JSON Schema of the member.</summary>
    public JsonObject Schema()
    {
        if (Format == FieldFormat.Json)
        {
            return [];
        }

        var isOptional = Nullable.GetUnderlyingType(Value.ReturnType) is not null || MayBeNull();
        var (type, format) = _type switch
        {
            TypeCode.Int64 when Format == FieldFormat.Money => ("number", null),
            TypeCode.Int32 when Format == FieldFormat.Millionths => ("number", null),
            TypeCode.Int64 => ("integer", "int64"),
            TypeCode.Int32 => ("integer", "int32"),
            TypeCode.Boolean => ("boolean", null),
            TypeCode.DateTime => ("string", "date-time"),
            TypeCode.Object when _isGuid => ("string", "uuid"),
            _ => ("string", (string?)null),
        };
        var schema = new JsonObject { ["type"] = isOptional ? new JsonArray(type, "null") : type };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }

    private Func<object, object?> Reader()
    {
        var row = Expression.Parameter(typeof(object));
        var value = Expression.Invoke(Value, Expression.Convert(row, Value.Parameters[0].Type));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), row).Compile();
    }

    // Itself, or a row that it is reached by: a todo's assignee has a name, and a todo may have no assignee.
    private bool MayBeNull()
    {
        var nullability = new NullabilityInfoContext();
        for (var part = Value.Body as MemberExpression; part is not null; part = part.Expression as MemberExpression)
        {
            if (part.Member is PropertyInfo property && nullability.Create(property).ReadState == NullabilityState.Nullable)
            {
                return true;
            }
        }

        return false;
    }

    private void WriteText(Utf8JsonWriter json, string text)
    {
        if (Format == FieldFormat.Json)
        {
            json.WritePropertyName(_name);
            json.WriteRawValue(text);
            return;
        }

        if (CutAt is { } most && EndOf(text, most) is var end && end < text.Length)
        {
            text = string.Concat(text.AsSpan(0, end), Cut);
        }

        json.WriteString(_name, text);
    }

    // Characters as the rules of bodies count them: a pair of surrogates is one.
    private static int EndOf(string text, int most)
    {
        if (text.Length <= most)
        {
            return text.Length;
        }

        var end = 0;
        for (var left = most; left > 0 && end < text.Length; left--)
        {
            end += end + 1 < text.Length && char.IsSurrogatePair(text[end], text[end + 1]) ? 2 : 1;
        }

        return end;
    }
}
