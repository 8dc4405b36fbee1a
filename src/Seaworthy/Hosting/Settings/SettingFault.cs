namespace Seaworthy.Hosting.Settings;

/// <summary>One setting that cannot be used.</summary>
/// <param name="Key">Its full key, <c>Seaworthy:Bounds:UrlChars</c>, or the place where something unreadable stands.</param>
/// <param name="Value">What it was set to; <c>•••</c> for secrets, null when there is none to show.</param>
/// <param name="Must">What is allowed.</param>
/// <param name="Source">Where it came from: <c>env Seaworthy__Bounds__UrlChars</c>, <c>.env:3</c>.</param>
public sealed record SettingFault(string Key, string? Value, string Must, string Source)
{
    /// <summary>Whether nobody can read what stands there, so that it may be any setting.</summary>
    internal bool IsUnreadable => Key == Source;

    /// <summary>The one line that people read.</summary>
    public override string ToString() => $"{Key}{(Value is null ? "" : $" = {Value}")}   {Must}   ({Source})";
}
