namespace Seaworthy.Identity.Tokens;

/// <summary>Where the keys of all processes are.</summary>
public enum KeyPlace
{
    /// <summary>In a file that they share.</summary>
    File,

    /// <summary>In their database, encrypted.</summary>
    Database,
}
