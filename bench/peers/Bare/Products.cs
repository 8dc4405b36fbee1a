using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;

namespace Seaworthy.Peers.Bare;

/// <summary>A page after a position, and one product, as short as they can be written: no cursor is signed, no input is checked.</summary>
internal sealed class Products(NpgsqlDataSource source)
{
    private const int Size = 20;
    private const string Slim = "id, name, price, currency, category_id, is_active, image_url, created_at, thumbnails";
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task PageAsync(HttpContext context)
    {
        var cursor = context.Request.Query["cursor"].ToString();
        await using var connection = await source.OpenConnectionAsync(context.RequestAborted);
        await using var command = connection.CreateCommand();
        if (cursor.Length == 0)
        {
            command.CommandText = $"select {Slim} from grocery.products where is_active order by created_at desc, id desc limit {Size + 1}";
        }
        else
        {
            var dash = cursor.IndexOf('-', StringComparison.Ordinal);
            command.CommandText = $"select {Slim} from grocery.products where is_active and (created_at, id) < ($1, $2) order by created_at desc, id desc limit {Size + 1}";
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = new DateTime(Number(cursor.AsSpan(0, dash)), DateTimeKind.Utc) });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Number(cursor.AsSpan(dash + 1)) });
        }

        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Options);
        context.Response.ContentType = "application/json";
        json.WriteStartObject();
        json.WriteStartArray("items");
        var count = 0;
        string? next = null;
        var (at, id) = (0L, 0L);
        while (await rows.ReadAsync(context.RequestAborted))
        {
            if (++count > Size)
            {
                next = string.Create(CultureInfo.InvariantCulture, $"{at}-{id}");
                break;
            }

            json.WriteStartObject();
            WriteSlim(json, rows);
            json.WriteEndObject();
            (at, id) = (rows.GetDateTime(7).Ticks, rows.GetInt64(0));
        }

        json.WriteEndArray();
        json.WriteString("next_cursor", next);
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    public async Task ItemAsync(HttpContext context)
    {
        await using var connection = await source.OpenConnectionAsync(context.RequestAborted);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select {Slim}, description, code, updated_at, version from grocery.products where id = $1";
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Number((string)context.Request.RouteValues["id"]!) });
        await using var rows = await command.ExecuteReaderAsync(context.RequestAborted);
        if (!await rows.ReadAsync(context.RequestAborted))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Options);
        context.Response.ContentType = "application/json";
        json.WriteStartObject();
        WriteSlim(json, rows);
        WriteText(json, "description"u8, rows, 9);
        WriteText(json, "code"u8, rows, 10);
        json.WriteString("updated_at"u8, rows.GetDateTime(11));
        json.WriteNumber("version"u8, rows.GetInt64(12));
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static void WriteSlim(Utf8JsonWriter json, NpgsqlDataReader row)
    {
        json.WriteNumber("id"u8, row.GetInt64(0));
        WriteText(json, "name"u8, row, 1);
        json.WriteNumber("price"u8, new decimal((int)row.GetInt64(2), 0, 0, false, 2));
        WriteText(json, "currency"u8, row, 3);
        json.WriteNumber("category_id"u8, row.GetInt64(4));
        json.WriteBoolean("is_active"u8, row.GetBoolean(5));
        WriteText(json, "image_url"u8, row, 6);
        json.WriteString("created_at"u8, row.GetDateTime(7));
        json.WritePropertyName("thumbnails"u8);
        json.WriteRawValue(row.IsDBNull(8) ? "null" : row.GetString(8), skipInputValidation: true);
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(column))
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, row.GetString(column));
        }
    }

    private static long Number(ReadOnlySpan<char> text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
