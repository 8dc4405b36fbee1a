namespace Seaworthy.Pipeline;

/// <summary>
/// What a stage says when it has looked at a request: go on, the request has ended here, let me have what comes after me, or
/// not known yet.
/// </summary>
public readonly struct Step
{
    private static readonly object EndMark = new();
    private static readonly object SurroundMark = new();
    private readonly object? _state;

    private Step(object? state) => _state = state;

    /// <summary>The next stage looks at the request.</summary>
    public static Step Continue => default;

    /// <summary>The request is answered (or refused, see <see cref="RequestRecord.Refuse"/>); no later stage sees it.</summary>
    public static Step End { get; } = new(EndMark);

    /// <summary>The stage runs the later stages itself, or does not: see <see cref="ISurroundingStage"/>.</summary>
    public static Step Surround { get; } = new(SurroundMark);

    /// <summary>The stage must wait; <paramref name="pending"/> says the step when it is known.</summary>
    public static Step Wait(Task<Step> pending) => new(pending);

    internal bool GoesOn => _state is null;

    internal bool Surrounds => ReferenceEquals(_state, SurroundMark);

    internal Task<Step>? Pending => _state as Task<Step>;
}
