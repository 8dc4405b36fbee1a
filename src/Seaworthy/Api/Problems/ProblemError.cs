namespace Seaworthy.Api.Problems;

/// <summary>One value that breaks a rule, and where it stands. Exactly one of the three places is set.</summary>
/// <param name="Detail">The rule, as the rest of a sentence: <c>must be at most 200 characters, has 230</c>.</param>
/// <param name="Pointer">JSON pointer into the body, as a URI fragment: <c>#/items/0/quantity</c> (RFC 6901).</param>
/// <param name="Parameter">Name of a query or route parameter.</param>
/// <param name="Header">Name of a header.</param>
public sealed record ProblemError(string Detail, string? Pointer = null, string? Parameter = null, string? Header = null)
{
    /// <summary>The place in words.</summary>
    public string Where => Pointer ?? Parameter ?? Header ?? "the request";

    /// <summary>Whether the detail is a sentence of a document, <c>Invalid email format</c>, which names no place and needs none.</summary>
    internal bool IsSentence => Detail.Length > 0 && char.IsUpper(Detail[0]);

    /// <summary>The place as a plain field name, for dialects that know no pointers: <c>items.0.quantity</c>.</summary>
    public string Field => Pointer is { Length: > 2 } ? Pointer[2..].Replace('/', '.') : Where;
}
