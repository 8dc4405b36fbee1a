namespace Seaworthy.Validation;

/// <summary>Text of a caller inside a message: cut, so that no answer grows with what was sent.</summary>
internal static class Shown
{
    private const int Longest = 60;

    public static string Cut(string text) => text.Length > Longest ? $"{text[..Longest]}…" : text;
}
