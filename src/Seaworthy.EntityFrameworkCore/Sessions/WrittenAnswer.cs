using Microsoft.AspNetCore.Http;

namespace Seaworthy.EntityFrameworkCore.Sessions;

/// <summary>What became of a write that brought its answer.</summary>
/// <param name="Answer">What the handler returns, unless a check refused.</param>
/// <param name="IsWritten">True when this request has written; false when another one with its key was quicker, or a check refused.</param>
/// <param name="RefusedBy">The name of the table's check that refused, and then nothing was written.</param>
public readonly record struct WrittenAnswer(IResult Answer, bool IsWritten, string? RefusedBy = null);
