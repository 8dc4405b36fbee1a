using Seaworthy.Api.Problems;

namespace Seaworthy.Api.Dialects;

/// <summary>
/// The shape a service speaks on the wire: its pages, its errors, its status for values that break rules. A dialect changes
/// the shape, never the guarantee.
/// </summary>
/// <param name="Name">As documents and <c>explain</c> name it.</param>
/// <param name="Page">How pages by number are asked for and answered.</param>
/// <param name="Errors">How errors are written.</param>
/// <param name="ValidationStatus">422, or 400 where a document says so.</param>
public sealed record Dialect(string Name, PageShape Page, ErrorShape Errors, int ValidationStatus)
{
    /// <summary>Whether one resource comes inside an <see cref="ApiResponse{T}"/> instead of bare (R40).</summary>
    public bool HasEnvelope { get; init; }

    /// <summary>RFC 9457 problems and a plain page: what a service speaks that does not say otherwise.</summary>
    public static Dialect Default { get; } = new("default", PageShape.PageAndSize, new ProblemJson(), 422);

    /// <summary>The grocery's (S0).</summary>
    public static Dialect Grocery { get; } = Default with { Name = "grocery" };

    /// <summary>The cafe's (S1).</summary>
    public static Dialect Cafe { get; } = new("cafe", PageShape.SkipAndLimit, new DetailErrors(), 422);

    /// <summary>Workforce's (S2).</summary>
    public static Dialect Workforce { get; } = new("workforce", PageShape.StatusAndData, new CodedErrors(), 400) { HasEnvelope = true };

    /// <summary>The todos' (S3).</summary>
    public static Dialect Todos { get; } = new("todos", PageShape.OffsetAndLimit, new NestedErrors(), 422);

    /// <summary>The rides' (S4).</summary>
    public static Dialect Rides { get; } = new("rides", PageShape.RidesAndPages, new ProblemJson(), 400);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Dialect> All { get; } = [Default, Grocery, Cafe, Workforce, Todos, Rides];

    /// <summary>The status a problem has in this dialect.</summary>
    public int StatusOf(Problem problem) =>
        problem.Type == ProblemTypes.Validation ? ValidationStatus : problem.Type.Status;
}
