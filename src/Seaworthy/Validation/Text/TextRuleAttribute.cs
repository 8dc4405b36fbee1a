namespace Seaworthy.Validation;

/// <summary>Cleans a text member before its rules see it and before the handler does. Attributes apply in the order written.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Field)]
public abstract class TextRuleAttribute : Attribute
{
    /// <summary>The text as it will be stored. Applying it again must change nothing.</summary>
    public abstract string Apply(string text);

    internal static string ApplyAll(IReadOnlyList<TextRuleAttribute> rules, string text)
    {
        foreach (var rule in rules)
        {
            text = rule.Apply(text);
        }

        return text;
    }
}

/// <summary>Takes white space off both ends.</summary>
public sealed class TrimmedAttribute : TextRuleAttribute
{
    /// <inheritdoc/>
    public override string Apply(string text) => text.Trim();
}

/// <summary>Makes letters small, as the workforce document asks of e-mail addresses. Does not depend on a culture.</summary>
public sealed class LowerCasedAttribute : TextRuleAttribute
{
    /// <inheritdoc/>
    public override string Apply(string text) => text.ToLowerInvariant();
}

/// <summary>
/// Takes HTML out of a text (R4): closed tags of known elements go, <c>script</c> and <c>style</c> with their content; every
/// other character stays as it is, <c>a &lt;b</c> and <c>A &amp;amp; B</c> included. Whoever shows the text still encodes it.
/// </summary>
public sealed class PlainTextAttribute : TextRuleAttribute
{
    /// <inheritdoc/>
    public override string Apply(string text) => HtmlTags.RemoveFrom(text);
}
