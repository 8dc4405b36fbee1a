using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Seaworthy.Images;

/// <summary>The program that decodes images, started for each with bounds that the kernel keeps.</summary>
internal sealed class ImageTool
{
    /// <summary>What an operator does where it is not there.</summary>
    public const string Remedy = "apt-get install libvips-tools util-linux";

    private const string Limiter = "prlimit";
    private const string Programs = "/usr/local/bin:/usr/bin:/bin";
    private const long LargestFile = 32 * 1024 * 1024;
    private const int MostWords = 2000;

    // It goes on after such a file, and paints what is missing.
    private static readonly string[] Truncated = ["Premature end", "not enough data"];

    // A network without anything in it, by a user who is somebody there alone.
    private static readonly string[] Apart = ["unshare", "--map-root-user", "--net", "--"];

    // Of the loaders only those that are meant for what strangers send.
    private static readonly Dictionary<string, string> Surroundings = new(StringComparer.Ordinal)
    {
        ["PATH"] = Programs, ["VIPS_CONCURRENCY"] = "1", ["VIPS_BLOCK_UNTRUSTED"] = "1", ["MALLOC_ARENA_MAX"] = "2", ["LC_ALL"] = "C",
    };

    private readonly ImageOptions _options;
    private readonly TimeProvider _time;
    private Task<bool>? _isApart;

    public ImageTool(ImageOptions options, TimeProvider time) => (_options, _time) = (options, time);

    /// <summary>Whether the program has no network here.</summary>
    public Task<bool> IsApartAsync() => _isApart is { IsFaulted: false } known ? known : _isApart = CanBeApartAsync(); // that one could not be started once says nothing of the next

    /// <summary>Throws where a program is missing.</summary>
    public void Check()
    {
        foreach (var program in (string[])[_options.Tool, Limiter])
        {
            if (!Programs.Split(':').Any(folder => File.Exists(Path.Combine(folder, program))))
            {
                throw Missing(program, null);
            }
        }
    }

    /// <exception cref="ThumbnailException">It could not, within its bounds.</exception>
    public async Task RunAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        Check();
        using var process = Start(folder, [.. Limits(), "--", .. await IsApartAsync() ? Apart : [], _options.Tool, .. arguments]);
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.TimeoutMs), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var said = "";
        try
        {
            said = await ReadAsync(process.StandardError, either.Token);
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ThumbnailException(isForGood: false, $"{_options.Tool} took longer than {_options.TimeoutMs} ms, see Images:TimeoutMs.");
        }

        Judge(process.ExitCode, said.Replace(folder, "", StringComparison.Ordinal).ReplaceLineEndings(" ").Trim());
    }

    private void Judge(int exit, string said)
    {
        const int Killed = 128 + 9; // nobody here: the machine was out of memory
        if (exit == Killed)
        {
            throw new ThumbnailException(isForGood: false, $"{_options.Tool} was killed, most likely because the machine had no memory left.");
        }

        if (exit != 0 || Truncated.Any(word => said.Contains(word, StringComparison.Ordinal)))
        {
            throw new ThumbnailException(isForGood: true, string.Create(
                CultureInfo.InvariantCulture, $"The image cannot be decoded within {_options.MemoryMb} MB and {_options.CpuSeconds} s: {_options.Tool} ended with {exit} and said: {(said.Length == 0 ? "nothing" : said)}"));
        }
    }

    // Not everywhere may a process have a network of its own, and then it goes without one more wall.
    private async Task<bool> CanBeApartAsync()
    {
        using var process = Start("/", [.. Limits(), "--", .. Apart, "true"]);
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }

    private static Process Start(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(Limiter, arguments)
        {
            WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Surroundings)
        {
            start.Environment[name] = value;
        }

        (start.Environment["HOME"], start.Environment["TMPDIR"]) = (folder, folder);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw Missing(Limiter, exception);
        }
    }

    // A processor's time has two bounds: the first is told from a machine without memory, which kills as the second does.
    private string[] Limits() =>
    [
        string.Create(CultureInfo.InvariantCulture, $"--as={_options.MemoryMb * 1024L * 1024}"), string.Create(CultureInfo.InvariantCulture, $"--cpu={_options.CpuSeconds}:{_options.CpuSeconds + 2}"),
        string.Create(CultureInfo.InvariantCulture, $"--fsize={LargestFile}"), "--nofile=64", "--core=0",
    ];

    // To its end, so that it never waits for a reader; kept is what people would read.
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var (kept, buffer) = (new StringBuilder(), new char[1024]);
        for (var count = await reader.ReadAsync(buffer, cancellationToken); count > 0; count = await reader.ReadAsync(buffer, cancellationToken))
        {
            kept.Append(buffer, 0, Math.Min(count, MostWords - kept.Length));
        }

        return kept.ToString();
    }

    private static ThumbnailException Missing(string program, Exception? inner) =>
        new(isForGood: false, $"There is no {program}: images are shown as they are. To have it: {Remedy}", inner);
}
