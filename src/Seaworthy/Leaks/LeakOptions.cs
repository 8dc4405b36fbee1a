namespace Seaworthy.Leaks;

/// <summary>Secrets on their way out, in answers and in log lines (R13).</summary>
public sealed class LeakOptions
{
    /// <summary>What becomes of an answer in which one is found. Default: Mask in Production, Block elsewhere, so that tests fail of it. Log lines are always masked.</summary>
    public LeakMode? Mode { get; set; }

    /// <summary>
    /// Names of more members whose values are nobody's business, with commas between: case, <c>_</c>, <c>-</c> and <c>.</c> do not matter. Default none: <c>password</c>,
    /// <c>secret_key</c>, <c>access_token</c> and their like are known.
    /// </summary>
    public IList<string> Names { get; } = [];
}
