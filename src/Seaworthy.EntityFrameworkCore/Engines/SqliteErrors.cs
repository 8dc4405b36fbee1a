using System.Data.Common;
using System.Text.RegularExpressions;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>What SQLite's errors mean (https://sqlite.org/rescode.html).</summary>
internal static partial class SqliteErrors
{
    // SQLITE_BUSY, SQLITE_IOERR and SQLITE_CANTOPEN: the file is out of reach, not the statement wrong.
    private static readonly int[] UnavailableCodes = [5, 10, 14];
    private const int FullCode = 13;

    // SQLITE_IOERR_SHMSIZE: the file beside the database in which its processes meet cannot grow.
    private const int NoRoomToMeetCode = 4874;
    private const int ConstraintCode = 19;
    private const int NotADatabaseCode = 26;

    public static bool MeansUnavailable(Exception exception) =>
        exception is DbException error && CodeOf(error) is { } code && UnavailableCodes.Contains(code);

    public static bool MeansFull(Exception exception) =>
        exception is DbException error && (CodeOf(error) == FullCode || ExtendedCodeOf(error) == NoRoomToMeetCode);

    public static bool MeansNoDatabase(DbException error) => CodeOf(error) == NotADatabaseCode;

    public static string? UniqueViolation(Exception exception) =>
        exception is DbException error && CodeOf(error) == ConstraintCode
            && error.Message.Contains("UNIQUE", StringComparison.Ordinal)
            ? error.Message
            : null;

    public static bool MeansReferenceViolated(Exception exception) =>
        exception is DbException error && CodeOf(error) == ConstraintCode && error.Message.Contains("FOREIGN KEY", StringComparison.Ordinal);

    public static string? CheckViolation(Exception exception) =>
        exception is DbException error && CodeOf(error) == ConstraintCode && CheckFailed().Match(error.Message) is { Success: true } failed
            ? failed.Groups[1].Value
            : null;

    [GeneratedRegex(@"CHECK constraint failed: (\w+)")]
    private static partial Regex CheckFailed();

    // The base class knows no SQLite: its exception's code is read through the property that it adds.
    private static int? CodeOf(DbException error) =>
        error.GetType().GetProperty("SqliteErrorCode")?.GetValue(error) as int?;

    private static int? ExtendedCodeOf(DbException error) =>
        error.GetType().GetProperty("SqliteExtendedErrorCode")?.GetValue(error) as int?;
}
