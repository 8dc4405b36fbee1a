namespace Seaworthy.Jobs;

/// <summary>How an attempt ended.</summary>
internal enum JobEnd
{
    /// <summary>It did what it should.</summary>
    Done,

    /// <summary>It failed, and is tried again later.</summary>
    Again,

    /// <summary>It failed for the last time.</summary>
    Dead,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled,

    /// <summary>The process stops, or does not know its kind: another attempt takes it, and this one was none.</summary>
    Back,
}
