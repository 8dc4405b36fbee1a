using Seaworthy.Redis.Protocol;

namespace Seaworthy.Tests.Redis;

/// <summary>Random bytes, cut at random: the scanner and reader say what a naive parser says, frame by frame.</summary>
[Trait("Requirement", "R33")]
public sealed class RespDifferentialTests
{
    private const int Frames = 20_000;
    private static readonly int FirstSeed = int.Parse(Environment.GetEnvironmentVariable("SEAWORTHY_SEED") ?? "1") * 1_000_000;

    [Fact]
    public void Whole_frames_are_found_and_read_as_a_naive_parser_reads_them()
    {
        for (var seed = FirstSeed; seed < FirstSeed + Frames; seed++)
        {
            var random = new Random(seed);
            Compare(new RandomResp(random).Frame(), random, $"seed {seed}").ShouldBeTrue($"seed {seed} made no whole frame");
        }
    }

    [Fact]
    public void Broken_frames_are_refused_where_a_naive_parser_refuses_them()
    {
        var whole = 0;
        for (var seed = FirstSeed; seed < FirstSeed + Frames; seed++)
        {
            var random = new Random(seed);
            whole += Compare(new RandomResp(random).Broken(), random, $"seed {seed}") ? 1 : 0;
        }

        whole.ShouldBeInRange(Frames / 20, Frames * 19 / 20);
    }

    private static bool Compare(byte[] bytes, Random random, string seed)
    {
        var (expected, length) = NaiveResp.Parse(bytes);
        var scanned = ScanInPieces(bytes, random);

        scanned.ShouldBe(expected is null ? -1 : length, $"{seed}: {Convert.ToHexString(bytes)}");
        if (scanned <= 0)
        {
            return false;
        }

        var reader = new RespReader(bytes.AsSpan(0, scanned));
        NaiveResp.Read(ref reader).ShouldBe(expected, seed);
        return true;
    }

    // As from a socket: now a byte, now many. -1 when it is refused.
    private static int ScanInPieces(byte[] bytes, Random random)
    {
        var scanner = new RespScanner(new(1_000_000));
        var most = random.Next(2) == 0 ? 1 : random.Next(1, 200);
        try
        {
            for (var end = 0; end < bytes.Length;)
            {
                end = Math.Min(end + random.Next(1, most + 1), bytes.Length);
                if (scanner.Scan(bytes.AsSpan(0, end)) is > 0 and var length)
                {
                    return length;
                }
            }

            return 0;
        }
        catch (RespFormatException)
        {
            return -1;
        }
    }
}
