namespace Seaworthy.Caching.Responses;

/// <summary>The moment before an answer was made, for whoever stores it.</summary>
/// <param name="At">The clock.</param>
/// <param name="Moment">Of the tags (see <see cref="CacheTags.Moment"/>).</param>
/// <param name="Fence">Of the key (see <see cref="FirstLevel.Fence"/>).</param>
internal readonly record struct Begun(long At, long Moment, long Fence);
