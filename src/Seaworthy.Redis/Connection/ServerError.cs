using System.Text;

namespace Seaworthy.Redis.Connection;

/// <summary>An error as Redis words it: a code, then a sentence.</summary>
internal static class ServerError
{
    /// <summary>Another server is the primary now; whoever asks for the name again may find it.</summary>
    public const string ReadOnly = "READONLY";

    // States that pass by themselves.
    private static readonly string[] Passing = ["LOADING", "BUSY", "TRYAGAIN", "CLUSTERDOWN", "MASTERDOWN", ReadOnly];

    public static RedisException From(ReadOnlySpan<byte> text, RedisAddress address)
    {
        // It may quote what the command had in it: cut, because a log line is no place for a value.
        var said = Encoding.UTF8.GetString(text[..Math.Min(text.Length, 256)]);
        var code = said.Split(' ', 2)[0];
        return new(RedisFailure.Server, $"{address} answered: {said}") { Code = code, IsTransient = Passing.Contains(code) };
    }
}
