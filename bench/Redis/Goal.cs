using System.Globalization;

namespace Seaworthy.Bench.Redis;

/// <summary>What stands between the client and its goal on the machine of the run.</summary>
internal static class Goal
{
    public const string Client = "GET, 256 callers";
    public const string Control = "GET, redis-benchmark, 1 connection, 256 at once";
    private const double CallsPerSecond = 1_000_000;

    /// <param name="calls">Calls a second of a row.</param>
    /// <param name="clientTime">The client's microseconds per call.</param>
    /// <param name="redisTime">Redis' microseconds per call.</param>
    public static string Text(Func<string, double> calls, Func<string, double> clientTime, Func<string, double> redisTime)
    {
        var canBe = calls(Control) >= CallsPerSecond;
        return string.Create(CultureInfo.InvariantCulture, $"""
            The goal is {CallsPerSecond:#,0} GETs a second on one connection, Redis on a core of its own, so that either core has {1e6 / CallsPerSecond:0.0} µs for a call. In this run Redis took {redisTime(Client):0.00} µs for one of 256 callers' and {redisTime(Control):0.00} µs for one of redis-benchmark's, 256 at once on one connection, and the client's core {clientTime(Client):0.00} µs, the time in which it looked whether Redis had answered included. redis-benchmark, which has no callers to wake, had {calls(Control):#,0} a second: {(canBe ? "the goal can be had on this machine" : "no client has the goal on this machine as it was")}. 256 callers had {calls(Client) / calls(Control):0%} of redis-benchmark's.
            """);
    }
}
