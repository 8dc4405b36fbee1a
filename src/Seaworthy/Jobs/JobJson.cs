using System.Text.Json;

namespace Seaworthy.Jobs;

/// <summary>How arguments and results are written.</summary>
internal static class JobJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);
}
