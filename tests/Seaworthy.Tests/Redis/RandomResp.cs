using System.Globalization;
using System.Text;

namespace Seaworthy.Tests.Redis;

/// <summary>Frames of every kind, nested at random; and frames with something wrong somewhere.</summary>
internal sealed class RandomResp(Random random)
{
    private const string Kinds = "+-:,#(_$!=*~%|>";
    private readonly MemoryStream _bytes = new();

    public byte[] Frame()
    {
        _bytes.SetLength(0);
        Element(0);
        return _bytes.ToArray();
    }

    public byte[] Broken()
    {
        var bytes = Frame().ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 1; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] = (byte)(random.Next(2) == 0 ? random.Next(256) : "\r\n$*-1%|>09_"[random.Next(12)]);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.Insert(at, (byte)"\r\n$*-1%|>09_"[random.Next(12)]);
                    break;
            }
        }

        return [.. bytes];
    }

    private void Element(int depth)
    {
        var kind = Kinds[random.Next(depth > 3 ? 10 : Kinds.Length)];
        switch (kind)
        {
            case '+' or '-':
                Write($"{kind}{Letters(random.Next(20))}\r\n");
                break;
            case ':':
                Write($":{random.NextInt64(long.MinValue, long.MaxValue)}\r\n");
                break;
            case ',':
                Write(random.Next(4) switch { 0 => ",inf\r\n", 1 => ",-nan\r\n", 2 => ",1.5e-7\r\n", _ => string.Create(CultureInfo.InvariantCulture, $",{random.NextDouble():F6}\r\n") });
                break;
            case '#':
                Write(random.Next(2) == 0 ? "#t\r\n" : "#f\r\n");
                break;
            case '(':
                Write($"({(random.Next(2) == 0 ? "-" : "")}{new string('7', random.Next(1, 60))}\r\n");
                break;
            case '_':
                Write(random.Next(3) switch { 0 => "$-1\r\n", 1 => "*-1\r\n", _ => "_\r\n" });
                break;
            case '$' or '!' or '=':
                var payload = new byte[random.Next(5) == 0 ? random.Next(5000) : random.Next(30)];
                random.NextBytes(payload);
                Write($"{kind}{payload.Length + (kind == '=' ? 4 : 0)}\r\n{(kind == '=' ? "txt:" : "")}");
                _bytes.Write(payload);
                Write("\r\n");
                break;
            default:
                var count = random.Next(kind == '>' && depth == 0 ? 1 : 0, 4);
                Write($"{(kind == '>' && depth > 0 ? '~' : kind)}{count}\r\n");
                for (var left = kind is '%' or '|' ? count * 2 : count; left > 0; left--)
                {
                    Element(depth + 1);
                }

                if (kind == '|')
                {
                    Element(depth);
                }

                break;
        }
    }

    private void Write(string text) => _bytes.Write(Encoding.Latin1.GetBytes(text));

    private string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)random.Next(' ', 256)));
}
