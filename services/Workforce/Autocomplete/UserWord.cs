namespace Seaworthy.Workforce.Autocomplete;

/// <summary>A word of a company's names, under each way of writing its beginning with one letter left out.</summary>
internal sealed class UserWord
{
    /// <summary>The company.</summary>
    public long Scope { get; set; }

    public required string Key { get; set; }

    public required string Word { get; set; }
}
