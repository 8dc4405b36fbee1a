using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Seaworthy.EntityFrameworkCore.Engines;

namespace Seaworthy.Cli.Hosting;

/// <summary>What a database driver's exception means to whoever ran the command: one that is away, or one that says no.</summary>
internal static class DatabaseFault
{
    /// <summary>The refusal behind <paramref name="exception"/>; null when no database is behind it, or when it says all itself.</summary>
    /// <param name="exception">The driver wraps what the network says, and the mapper wraps the driver.</param>
    /// <param name="place">Where the database is, never with a password; null where nobody knows.</param>
    public static Refusal? Of(Exception exception, string? place)
    {
        var where = place is null ? "the database" : $"the database {place}";
        var causes = Causes(exception).ToList();
        if (exception is DatabaseSettingException || causes.Exists(cause => cause is AddressInUseException))
        {
            return null;
        }

        if (causes.OfType<DbException>().FirstOrDefault(cause => cause.SqlState is not null) is { } answer)
        {
            return Answered(answer.SqlState!, where, FirstLine(answer));
        }

        return causes.Find(cause => cause is DbException or SocketException) is not { } error ? null
            : causes.Exists(cause => cause is SocketException or IOException or TimeoutException)
                ? Refused($"{where} does not answer: {FirstLine(error)}", "start it, or set DATABASE_URL")
            : Refused($"{where} cannot be used: {FirstLine(error)}", "mend that, or set DATABASE_URL");
    }

    // By SQLSTATE: class 28 is a login that fails, 3D000 a database that is not there, 42501 a right that is missing, 57P
    // and 53 a server that cannot just now.
    private static Refusal Answered(string state, string where, string said) => state switch
    {
        ['2', '8', ..] => Refused($"{where} refuses the login: {said}", "set the right user and password in DATABASE_URL, or let the user in with pg_hba.conf"),
        "3D000" => Refused($"{where} is not there: {said}", "createdb makes it, or name another one in DATABASE_URL"),
        "42501" => Refused(
            $"{where} does not allow this user to do that: {said}",
            "grant it (the services need CREATE on the database, or schemas that the user owns), or name another user in DATABASE_URL"),
        ['5', '7', 'P', ..] or ['5', '3', ..] => Refused($"{where} cannot serve now: {said}", "try again when it can"),
        _ => Refused($"{where} refuses: {said}"),
    };

    private static Refusal Refused(string wrong, params string[] fix) => new(ExitCode.Environment, wrong, fix);

    private static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].TrimEnd();

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
