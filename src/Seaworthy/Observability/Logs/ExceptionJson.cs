using System.Text.Json;

namespace Seaworthy.Observability.Logs;

/// <summary>The exception of a line. One of the application may throw when it is asked; that it was thrown must be told all the same.</summary>
internal static class ExceptionJson
{
    private const int LongestMessage = 8 * 1024;
    private const int LongestStack = 16 * 1024;

    public static void Write(Utf8JsonWriter json, Exception exception)
    {
        json.WriteStartObject("exception"u8);
        json.WriteString("type"u8, exception.GetType().FullName);
        json.WriteString("message"u8, LogJson.Cut(Read(exception, static e => e.Message), LongestMessage));
        json.WriteString("stack"u8, LogJson.Cut(Read(exception, static e => e.ToString()), LongestStack));
        json.WriteEndObject();
    }

    private static string Read(Exception exception, Func<Exception, string> read)
    {
        try
        {
            return read(exception);
        }
#pragma warning disable CA1031 // whatever it throws means the same
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            return $"(cannot be read: it throws {thrown.GetType().FullName})";
        }
    }
}
