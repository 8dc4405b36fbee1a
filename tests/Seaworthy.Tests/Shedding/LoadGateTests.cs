using Seaworthy.Shedding;

namespace Seaworthy.Tests.Shedding;

/// <summary>The gate before a queue that a test works off on a clock of its own: what comes, what it costs, what is refused.</summary>
public sealed class LoadGateTests
{
    private const double Capacity = 400; // requests a second, of 5 ms each on two processors
    private static readonly Offered Ordinary = new(20, 300, 40);
    private static readonly Offered TenTimes = new(80, 3520, 400);

    [Fact]
    public void At_ten_times_its_capacity_it_does_nine_tenths_of_it_and_all_that_is_critical()
    {
        var line = new WorkLine();
        line.Run(Ordinary, seconds: 5);
        line.Run(TenTimes, seconds: 3);
        line.Forget();

        line.Run(TenTimes, seconds: 30);

        (line.Done.Sum() / 30.0).ShouldBeGreaterThanOrEqualTo(0.9 * Capacity);
        (line.Done[0] / (double)line.Came[0]).ShouldBeGreaterThanOrEqualTo(0.999);
        line.Done[2].ShouldBeLessThan(line.Came[2] / 100, "what may wait waits first");
        line.LongestWait.ShouldBeLessThan(0.4);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    public void Callers_who_pause_leave_nothing_to_do_only_while_nobody_waits(double pause)
    {
        var line = new WorkLine();
        line.Run(TenTimes, seconds: 5);
        line.Forget();

        for (var i = 0; i < 30; i++)
        {
            line.Run(TenTimes, 1 - pause);
            line.Run(new(0, 0, 0), pause);
        }

        (line.Done.Sum() / 30.0).ShouldBeGreaterThanOrEqualTo(0.93 * Capacity * (1 - pause));
        line.LongestWait.ShouldBeLessThan(0.4);
    }

    [Fact]
    public void It_is_as_before_within_five_seconds_after()
    {
        var line = new WorkLine();
        line.Run(TenTimes, seconds: 20);
        line.Run(Ordinary, seconds: 5);
        line.Forget();

        line.Run(Ordinary, seconds: 10);

        line.Refused.ShouldBe(0);
        line.Shares.ShouldBe([1, 1, 1]);
    }

    [Theory]
    [InlineData(0.95, 0)] // nearly all that it can, for minutes
    [InlineData(0.5, 0.5)] // a pause of half a second in every five: a collection, a neighbour
    [InlineData(0.3, 0.9)]
    public void At_an_ordinary_load_it_refuses_nobody(double load, double pause)
    {
        var line = new WorkLine();

        for (var i = 0; i < 12; i++)
        {
            line.Stand(pause);
            line.Run(new(0, Capacity * load, 0), seconds: 5 - pause);
        }

        line.Refused.ShouldBe(0);
    }

    [Fact]
    public void What_is_critical_is_refused_only_when_it_alone_is_too_much()
    {
        var line = new WorkLine();
        line.Run(new(Capacity * 2, 100, 100), seconds: 10);
        line.Forget();

        line.Run(new(Capacity * 2, 100, 100), seconds: 20);

        (line.Done[1] + line.Done[2]).ShouldBeLessThan((line.Came[1] + line.Came[2]) / 20);
        (line.Done[0] / 20.0).ShouldBeGreaterThanOrEqualTo(0.85 * Capacity);
    }

    [Fact]
    public void What_is_critical_comes_in_for_two_seconds_after_nobody_else_does()
    {
        var waited = TimeSpan.FromSeconds(1);
        var gate = new LoadGate(TimeSpan.FromMilliseconds(100), () => waited);
        Turn(13); // a second, and three tenths in which it was not enough to hold what may wait
        gate.Admits(RequestClass.Default).ShouldBeFalse();

        Turn(20);
        gate.Admits(RequestClass.Critical).ShouldBeTrue();
        Turn(1);
        gate.Admits(RequestClass.Critical).ShouldBeFalse();

        void Turn(int times)
        {
            for (var i = 0; i < times; i++)
            {
                gate.Turn(waited);
            }
        }
    }

    private readonly record struct Offered(double Critical, double Default, double Bulk);

    private sealed class WorkLine
    {
        private const double Step = 0.001;
        private const double Cost = 2 / Capacity; // of two processors
        private const double Refusal = 0.00003;
        private static readonly RequestClass[] Classes = [RequestClass.Critical, RequestClass.Default, RequestClass.Bulk];
        private readonly LoadGate _gate;
        private readonly Queue<(double At, int Class)> _line = new();
        private readonly double[] _owed = new double[Classes.Length];
        private double _now;
        private double _room;
        private double? _least;
        private int _steps;

        public WorkLine() => _gate = new(TimeSpan.FromMilliseconds(100), () => TimeSpan.FromSeconds(_line.TryPeek(out var first) ? _now - first.At : 0));

        public int[] Came { get; private set; } = new int[3];

        public int[] Done { get; private set; } = new int[3];

        public int Refused { get; private set; }

        public double LongestWait { get; private set; }

        public double[] Shares => [.. Classes.Select(_gate.ShareOf)];

        public void Forget() => (Came, Done, Refused, LongestWait) = (new int[3], new int[3], 0, 0);

        /// <summary>Nothing runs, and then one turn is made for all that time.</summary>
        public void Stand(double seconds) => _now += seconds;

        public void Run(Offered offered, double seconds)
        {
            for (var end = _now + seconds; _now < end; _now += Step)
            {
                Arrive(offered);
                Work();
                if (++_steps % 100 == 0)
                {
                    _gate.Turn(TimeSpan.FromSeconds(_least ?? (_line.TryPeek(out var first) ? _now - first.At : 0)));
                    _least = null;
                }
            }
        }

        private void Arrive(Offered offered)
        {
            double[] rates = [offered.Critical, offered.Default, offered.Bulk];
            for (var i = 0; i < rates.Length; i++)
            {
                for (_owed[i] += rates[i] * Step; _owed[i] >= 1; _owed[i]--)
                {
                    _line.Enqueue((_now, i));
                    Came[i]++;
                }
            }
        }

        private void Work()
        {
            _room = Math.Min(_room + (2 * Step), 2 * Step);
            while (_room > 0 && _line.TryDequeue(out var next))
            {
                var waited = _now - next.At;
                _least = Math.Min(_least ?? waited, waited);
                LongestWait = Math.Max(LongestWait, waited);
                var comesIn = _gate.Admits(Classes[next.Class]);
                (Done[next.Class], Refused) = comesIn ? (Done[next.Class] + 1, Refused) : (Done[next.Class], Refused + 1);
                _room -= comesIn ? Cost : Refusal;
            }

            if (_line.Count == 0)
            {
                _least = 0; // a probe that comes now finds nobody before it
            }
        }
    }
}
