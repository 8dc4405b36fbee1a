namespace Seaworthy.Workforce.Autocomplete;

/// <summary>Where one kind of thing is searched. All are names from code.</summary>
/// <param name="Starts">Table of the starts.</param>
/// <param name="Words">Table of the words and the ways to mistype them.</param>
/// <param name="Shown">Columns that become text and detail; <c>t</c> is what was found.</param>
/// <param name="Target">The table behind it, with what it is joined to.</param>
internal sealed record SuggestionTables(string Starts, string Words, string Shown, string Target);
