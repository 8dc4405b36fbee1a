using System.Collections.Immutable;

namespace Seaworthy.Workforce.Autocomplete;

/// <summary>Something that may be meant.</summary>
/// <param name="Id">Which user or task.</param>
/// <param name="Text">The name, or the sentence.</param>
/// <param name="Detail">What tells two of one name apart: the e-mail, or the role.</param>
internal sealed record Suggestion(long Id, string Text, string Detail);

/// <summary>What may be meant, the likeliest first.</summary>
/// <param name="Match"><c>prefix</c> when something begins as typed, <c>fuzzy</c> when only something like it is there, <c>none</c>.</param>
/// <param name="Items">What was found.</param>
internal sealed record Suggestions(string Match, ImmutableArray<Suggestion> Items)
{
    public const string Prefix = "prefix";
    public const string Fuzzy = "fuzzy";

    public static Suggestions None { get; } = new("none", []);
}
