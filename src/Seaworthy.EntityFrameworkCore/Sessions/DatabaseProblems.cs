using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Engines;

namespace Seaworthy.EntityFrameworkCore.Sessions;

/// <summary>
/// What the database's exceptions mean to a caller: a lost race is 412, a value that another row has already is 409, and so is what names a row that has just gone, a busy
/// or missing database is 503 with a Retry-After, a full disk is 507 without one, because nobody knows when there is room.
/// The exception's own text stays in the log.
/// </summary>
internal sealed class DatabaseProblems(IEnumerable<DatabaseEngine> engines) : IExceptionProblems
{
    private const int RetryAfterSeconds = 1;
    private readonly DatabaseEngine[] _engines = [.. engines];

    private static Problem Busy =>
        Problem.Of(ProblemTypes.Unavailable, "The database could not finish this in time beside what others do.").RetryAfter(RetryAfterSeconds);

    private static Problem Away => Problem.Of(ProblemTypes.DatabaseUnavailable).RetryAfter(RetryAfterSeconds);

    public Problem? For(Exception exception)
    {
        // What a peer over HTTP has refused looks like a database that does, further in.
        for (var cause = exception; cause is not (null or HttpRequestException); cause = cause.InnerException)
        {
            switch (cause)
            {
                case DatabaseBusyException:
                    return Problem.Of(ProblemTypes.Unavailable, "Too many wait for the database.").RetryAfter(RetryAfterSeconds);
                case DbUpdateConcurrencyException:
                    return Problem.Of(ProblemTypes.PreconditionFailed, "Somebody else changed the resource at the same moment.");
                case DatabaseSettingException:
                    return Away;
                case var _ when Array.Exists(_engines, engine => engine.MeansFull(cause)):
                    return Problem.Of(ProblemTypes.InsufficientStorage, "The disk of the database is full; nothing was written.");
                case var _ when Array.Exists(_engines, engine => engine.UniqueViolation(cause) is not null):
                    return Problem.Of(ProblemTypes.Conflict, "Another resource has a value already that must be its own.");
                case var _ when Array.Exists(_engines, engine => engine.MeansReferenceViolated(cause)):
                    return Problem.Of(ProblemTypes.Conflict, "What this names was taken away at the same moment, or another resource names what was to be taken away. Read it again.");
                case var _ when Array.Exists(_engines, engine => engine.MeansBusy(cause)):
                    return Busy;
                default:
                    if (Array.Find(_engines, one => one.MeansUnavailable(cause)) is { } engine)
                    {
                        engine.LostConnection();
                        return Away;
                    }

                    break;
            }
        }

        return null;
    }
}
