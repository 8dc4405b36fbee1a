namespace Seaworthy.Cli;

/// <summary>Why a command ends early, for people: what is wrong, and the repair. Never a bug.</summary>
/// <param name="exit">One of <see cref="ExitCode"/>.</param>
/// <param name="wrong">What is wrong, with the value that was.</param>
/// <param name="fix">One command or one edit.</param>
internal sealed class Refusal(int exit, string wrong, params string[] fix) : Exception(wrong)
{
    public int Exit { get; } = exit;

    public IReadOnlyList<string> Fix { get; } = fix;
}
