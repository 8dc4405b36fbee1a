namespace Seaworthy.Leaks;

/// <summary>A secret that was found.</summary>
/// <param name="Rule">By which it was found: a shape, or <c>name</c>.</param>
/// <param name="Member">The member that it is the value of; empty where it stands in none.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Length">How many bytes it is; none where only its member's name was written so far.</param>
internal readonly record struct Leak(string Rule, string Member, int At, int Length)
{
    /// <summary>Whether it is a number, which must stay one.</summary>
    public bool IsNumber { get; init; }
}
