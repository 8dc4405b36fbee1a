namespace Seaworthy.Cli;

/// <summary>What a command's exit says; the same for all of them.</summary>
internal static class ExitCode
{
    /// <summary>Done, and the answer is yes.</summary>
    public const int Yes = 0;

    /// <summary>Done, and the answer is no: migrations are pending, the path has no endpoint.</summary>
    public const int No = 1;

    /// <summary>Usage or settings are wrong; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>The machine or a server is not as needed: port taken, folder read-only, database away.</summary>
    public const int Environment = 3;

    /// <summary>There was nothing to judge.</summary>
    public const int Inconclusive = 4;

    /// <summary>Our own fault.</summary>
    public const int Bug = 5;

    /// <summary>Ctrl+C, as shells count it.</summary>
    public const int Interrupted = 130;
}
