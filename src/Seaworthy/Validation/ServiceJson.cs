using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Seaworthy.Validation;

/// <summary>
/// JSON of the five services: snake_case names, enumerations by name, numbers as numbers only. An app of your own keeps its
/// own settings.
/// </summary>
public static class ServiceJson
{
    /// <summary>Changes <paramref name="options"/>; doing it twice changes nothing more.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        if (!options.Converters.OfType<JsonStringEnumConverter>().Any())
        {
            options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        }
    }
}
