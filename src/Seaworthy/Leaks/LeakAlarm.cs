using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Leaks;

/// <summary>Tells the operator of a secret in an answer: once a minute for each member of an endpoint, however often it is asked.</summary>
internal sealed class LeakAlarm(TimeProvider time, ILogger<LeakAlarm> log)
{
    private const int Most = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Call, string Rule, string Member), long> _told = new();

    public void Raise(RequestRecord record, Leak leak, string outcome)
    {
        var (call, now) = (record.Plan!.CallBy(record.Context.Request.Method), time.GetTimestamp());
        var key = (call, leak.Rule, leak.Member);
        if (_told.TryGetValue(key, out var last) ? time.GetElapsedTime(last, now) < Pause : _told.Count >= Most)
        {
            return;
        }

        _told[key] = now;
        Log.Found(log, call, leak.Member, leak.Rule, outcome);
    }
}
