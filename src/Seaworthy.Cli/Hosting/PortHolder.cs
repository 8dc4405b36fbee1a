using System.Globalization;

namespace Seaworthy.Cli.Hosting;

/// <summary>Who listens on a port, as far as <c>/proc</c> lets this user see: <c>dotnet (pid 4711)</c>.</summary>
internal static class PortHolder
{
    private const string Listening = "0A";

    public static string? Of(int port)
    {
        try
        {
            var sockets = Inodes(port).Select(inode => $"socket:[{inode}]").ToHashSet();
            return sockets.Count == 0 ? null : Processes().Where(pid => Holds(pid, sockets)).Select(Named).FirstOrDefault();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Columns of /proc/net/tcp: number, local address:port, remote, state, queues, timer, retransmits, uid, timeout, inode.
    private static IEnumerable<string> Inodes(int port) =>
        from file in (string[])["/proc/net/tcp", "/proc/net/tcp6"]
        where File.Exists(file)
        from line in File.ReadLines(file).Skip(1)
        let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where columns.Length > 9 && columns[3] == Listening
            && columns[1].EndsWith(string.Create(CultureInfo.InvariantCulture, $":{port:X4}"), StringComparison.Ordinal)
        select columns[9];

    private static IEnumerable<string> Processes() =>
        Directory.EnumerateDirectories("/proc").Select(path => Path.GetFileName(path)).Where(name => name.All(char.IsAsciiDigit));

    private static bool Holds(string pid, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd")
                .Any(descriptor => new FileInfo(descriptor).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone since, or another user's.
            return false;
        }
    }

    private static string Named(string pid) => $"{File.ReadAllText($"/proc/{pid}/comm").Trim()} (pid {pid})";
}
