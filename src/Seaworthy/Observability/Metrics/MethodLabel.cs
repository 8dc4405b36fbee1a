namespace Seaworthy.Observability.Metrics;

/// <summary>Methods as labels: those that OpenTelemetry knows; whatever else a caller invents is one value.</summary>
internal static class MethodLabel
{
    private static readonly string[] Names =
        ["_OTHER", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY"];

    public static int Count => Names.Length;

    public static string Name(int index) => Names[index];

    public static int IndexOf(string method) => method switch
    {
        "GET" => 1,
        "HEAD" => 2,
        "POST" => 3,
        "PUT" => 4,
        "PATCH" => 5,
        "DELETE" => 6,
        "OPTIONS" => 7,
        "TRACE" => 8,
        "CONNECT" => 9,
        "QUERY" => 10,
        _ => 0,
    };
}
