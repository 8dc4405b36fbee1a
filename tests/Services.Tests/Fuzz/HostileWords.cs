using System.Text;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>What callers send that nobody thought of; a character is one byte on the wire.</summary>
internal static class HostileWords
{
    /// <summary>For a parameter's value or a part of a path, percent-encoded where it must be to arrive.</summary>
    public static readonly string[] Values =
    [
        "", "0", "1", "-1", "007", "+5", "1.5", "1e9", "abc", "true", "FALSE", "null", "NaN",
        "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "123456789012345678901234567890",
        "%00", "a%00b", "%ED%A0%80", "%F0%9F%98%80", "%C3%28", "%FF%FE", "%", "%2", "%zz", "%u0041", "%25%30%30",
        "%E2%80%AE", "%CC%81", "%E6%9D%8E", "Cr%C3%A8me", "%EF%BF%BE", "%C5%BF", "%E2%84%AA", "%0d%0aX-Evil:1", "%0A", "%09", "+", "%20",
        "'%3B%20drop%20table%20products%3B--", "'%20or%20'1'='1", "%22", "%3Cscript%3Ealert(1)%3C/script%3E", "\u0001", "a\u0007b", "\u001f=\u007f", "<b>", ">;rel=\"next\"", "{}", "[1]", "..", "%2e%2e%2f", "%2F", "%5C", "*", "~", ";a=b", "%23",
        "name", "-price", "created_at", "-name,price", "id,name,description", ",,,", "id,id,id", "__proto__", "$where",
        "0.49", "19.99", "999999", "1000000", "0.001", "79228162514264337593543950335", "٣", "%D9%A3",
        "AQAAAAAAAAAAAAAA", "AQABvXYxAAAAAAAAAAEAAAAAAAAAAcqq6vvVhJ0gkYkJGZ0SkJI", "====", "-_-_",
        $"{new string('a', 49)}%F0%9F%98%80", $"{new string('9', 400)}", new string('x', 10_000), string.Concat(Enumerable.Repeat("%00", 2000)),
    ];

    /// <summary>For headers that somebody reads.</summary>
    public static readonly (string Name, string Value)[] Headers =
    [
        ("If-Match", "*"), ("If-Match", "\"1\""), ("If-Match", "W/\"1\""), ("If-Match", "\"\0"), ("If-Match", "\"9223372036854775808\", \"1\""), ("If-Match", "1"), ("If-Match", ",,,"),
        ("If-None-Match", "*"), ("If-None-Match", "\"1\", W/\"2\""), ("If-None-Match", new string('"', 500)), ("If-Modified-Since", "yesterday"),
        ("X-Request-ID", "caller-1"), ("X-Request-ID", new string('x', 129)), ("X-Request-ID", "a b\tc"), ("X-Request-ID", "\u00ff"), ("X-Request-ID", ""),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("traceparent", "00-00000000000000000000000000000000-0000000000000000-00"), ("traceparent", "ff-zz"), ("traceparent", new string('-', 300)),
        ("tracestate", "a=b,=,,"), ("baggage", "k=%zz;;;"),
        ("X-Forwarded-For", "1.2.3.4"), ("X-Forwarded-For", "unknown, _hidden, ::1"), ("X-Forwarded-For", "1.2.3.4:port, [::"), ("X-Forwarded-For", new string(',', 200)), ("X-Forwarded-Proto", "gopher"), ("Forwarded", "for=\""),
        ("Origin", "null"), ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "TELEPORT"), ("Access-Control-Request-Headers", "\u00e9"),
        ("Accept", "text/html;q=2"), ("Accept", "\0"), ("Accept-Encoding", "gzip;q=0, *;q=0"), ("Accept-Language", "xx-"), ("Range", "bytes=9-1"),
        ("Content-Encoding", "gzip"), ("Expect", "200-maybe"), ("Authorization", "Bearer \u00fe"), ("Authorization", "Basic !!!"), ("Cookie", ";;;=;"), ("X-HTTP-Method-Override", "DELETE"), ("Prefer", "respond-async"),
        ("X-Long", new string('h', 17_000)), ("Host", "other"), ("Sec-Fetch-Mode", "nested"), ("Content-Type", "application/json"), ("Content-Type", ";"), ("Upgrade", "h2c"),
    ];

    /// <summary>JSON texts that stand where a value should; some are none.</summary>
    public static readonly string[] Leaves =
    [
        "null", "true", "false", "0", "-1", "1", "4.99", "0.001", "1e400", "-0", "1E-400", "999999", "999999.001", "9223372036854775808", "123456789012345678901234567890.5",
        "\"\"", "\"Fine bread\"", "\" \"", "\"\\u0000\"", "\"\\ud83d\"", "\"\\udc00\\ud800\"", "\"😀\"", "\"<script>x</script>\"", "\"<b><i><<b>script>\"", "\"'; drop table products; --\"", "\"٣\"",
        $"\"{new string('a', 49)}😀 tail\"", $"\"{string.Concat(Enumerable.Repeat("😀", 200))}\"", $"\"{new string('n', 201)}\"", $"\"{new string('d', 1000)}\"", $"\"{string.Concat(Enumerable.Repeat("<b", 400))}>\"",
        "NaN", "01", "'x'", "[", "}", "\"", "", "/* */", "\ufeff1", "\"\u0001\"", "[[[[]]]]", "{\"$ref\":\"#\"}",
    ];

    /// <summary>JSON strings that may well be taken.</summary>
    public static readonly string[] Texts =
    [
        "\"a\"", "\"O'Brien's; drop table products; --\"", "\"a < b, x <y\"", "\"<b>Bread</b>\"", "\"\\u202e evil\"", "\"e\\u0301\"", "\"٣ ١\"", "\"ſ K İ\"", "\"\\ud83d\\ude00\"", "\"\\ufffe\"", "\"\\r\\n\\t\"",
        $"\"{new string('a', 49)}😀 tail\"", $"\"{string.Concat(Enumerable.Repeat("😀", 200))}\"", $"\"{new string('李', 200)}\"", $"\"{string.Concat(Enumerable.Repeat("w ", 99))}\"", $"\"{new string('d', 200)}\"",
    ];

    /// <summary>Whole bodies that need no generator.</summary>
    public static readonly byte[][] Bodies =
    [
        [], [0], [0xff, 0xfe, 0x7b, 0], [0xef, 0xbb, 0xbf, (byte)'{', (byte)'}'], [.. "{\"name\":\""u8, 0xc3, 0x28, .. "\"}"u8], [.. "{\"name\":\""u8, 0xed, 0xa0, 0x80, .. "\",\"price\":1,\"description\":\"\"}"u8],
        Encoding.ASCII.GetBytes(new string('[', 200) + new string(']', 200)), Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200)),
        Encoding.ASCII.GetBytes($"[{string.Join(',', Enumerable.Range(0, 20_000))}]"), "name=x&price=1"u8.ToArray(), "<product/>"u8.ToArray(),
    ];

    /// <summary>Ten megabytes, and one that is just within the grocery's bound.</summary>
    public static readonly byte[][] LargeBodies =
        [new byte[10 * 1024 * 1024], Encoding.ASCII.GetBytes($"{{\"name\":\"{new string('z', (1024 * 1024) - 100)}\"}}")];
}
