namespace Seaworthy.Hosting;

/// <summary>
/// A file that one process at a time holds open. It stays when the lock is let go of, by a killed process too: deleted, two
/// processes could each hold a file of that name.
/// </summary>
internal static class ProcessLock
{
    // What opening says about a file that somebody else has locked: Windows' sharing violation, EWOULDBLOCK elsewhere.
    private static readonly int IsHeld = OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() ? 35 : 11;

    /// <summary>The lock, until it is disposed; null when somebody else has it.</summary>
    /// <exception cref="IOException">The file cannot be created or opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This process may not write there.</exception>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult == IsHeld)
        {
            return null;
        }
    }
}
