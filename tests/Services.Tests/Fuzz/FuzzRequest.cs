using System.Text;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>A request as its bytes go over the wire; a character of its texts is one byte, so that no client mends it.</summary>
/// <param name="Method">The method, known or not.</param>
/// <param name="Target">Path and query as sent.</param>
/// <param name="Headers">Names and values, besides Host and Content-Length.</param>
/// <param name="Body">The body; null for none.</param>
/// <param name="IsCut">True when the client promises one byte more than it sends and then closes.</param>
internal sealed record FuzzRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body, bool IsCut)
{
    private const int MostShown = 400;

    public byte[] Head()
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\nHost: localhost\r\n");
        foreach (var (name, value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (Body is not null)
        {
            head.Append("Content-Length: ").Append(Body.Length + (IsCut ? 1 : 0)).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    public override string ToString()
    {
        var body = Body is null ? "" : Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, MostShown)));
        return $"{Encoding.Latin1.GetString(Head())}{body}{(Body?.Length > MostShown ? $"… {Body.Length} bytes" : "")}{(IsCut ? " (cut)" : "")}";
    }
}
