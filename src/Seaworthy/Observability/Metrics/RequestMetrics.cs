using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Observability.Metrics;

/// <summary>
/// How many requests, how they ended and how long they took, by route template: recorded once per request, shown under the
/// names of the documents and under OpenTelemetry's. Labels a caller could make up do not exist; the rest is capped.
/// </summary>
internal sealed class RequestMetrics(int maxSeries)
{
    private const string Overflow = "other";

    private static readonly MetricFamily Requests = new("http_requests", MetricKind.Counter, "Requests answered.")
        { Labels = ["method", "endpoint", "status"] };

    private static readonly MetricFamily Durations = new("http_request_duration_seconds", MetricKind.Histogram,
        "Time from the first stage to the last.", "seconds") { Labels = ["method", "endpoint"] };

    private static readonly MetricFamily ServerDurations = new("http_server_request_duration_seconds", MetricKind.Histogram,
        "The same, in OpenTelemetry's names.", "seconds")
        { Labels = ["http_request_method", "http_route", "http_response_status_code", "url_scheme"] };

    private static readonly MetricFamily Active = new("http_server_active_requests", MetricKind.Gauge, "Requests being answered now.")
        { Labels = ["http_request_method", "url_scheme"] };

    private readonly ConcurrentDictionary<Key, RequestSeries> _series = new();
    private readonly Lock _growth = new(); // guards the decision whether one more series fits
    private readonly long[] _active = new long[MethodLabel.Count * 2];

    public static IReadOnlyList<MetricFamily> Families { get; } = [Requests, Durations, ServerDurations, Active];

    /// <summary>Counts a request that begins; the answer is to be given back at its end.</summary>
    public int Begin(HttpRequest request)
    {
        var slot = (MethodLabel.IndexOf(request.Method) * 2) + (request.IsHttps ? 1 : 0);
        Interlocked.Increment(ref _active[slot]);
        return slot;
    }

    public void End(int slot, HttpRequest request, string route, int status, TimeSpan elapsed)
    {
        Interlocked.Decrement(ref _active[slot]);
        var key = new Key(route, MethodLabel.IndexOf(request.Method), status, request.IsHttps);
        var series = _series.TryGetValue(key, out var known) ? known : Grow(key);
        series.Record(elapsed);
    }

    public void Write(Exposition page)
    {
        var now = _series.Select(pair => (pair.Key, Totals: pair.Value.Read())).ToList();
        page.Begin(Requests);
        foreach (var same in now.GroupBy(series => (series.Key.Route, series.Key.Method, series.Key.Status)))
        {
            var (route, method, status) = same.Key;
            page.Sample($"{DocumentLabels(route, method)},{Exposition.Label("status", Text(status))}", same.Sum(series => series.Totals.Count));
        }

        page.Begin(Durations);
        foreach (var same in now.GroupBy(series => (series.Key.Route, series.Key.Method)))
        {
            var totals = RequestTotals.Add(same.Select(series => series.Totals));
            page.Histogram(DocumentLabels(same.Key.Route, same.Key.Method), RequestSeries.Bounds, totals.Counts, totals.SumSeconds);
        }

        page.Begin(ServerDurations);
        foreach (var (key, totals) in now)
        {
            page.Histogram(ServerLabels(key), RequestSeries.Bounds, totals.Counts, totals.SumSeconds);
        }

        WriteActive(page);
    }

    private void WriteActive(Exposition page)
    {
        page.Begin(Active);
        for (var slot = 0; slot < _active.Length; slot++)
        {
            var value = Interlocked.Read(ref _active[slot]);
            if (value != 0 || slot == 2 * MethodLabel.IndexOf(HttpMethods.Get))
            {
                page.Sample($"{Exposition.Label("http_request_method", MethodLabel.Name(slot / 2))},{Scheme(slot % 2 == 1)}", value);
            }
        }
    }

    private RequestSeries Grow(Key key)
    {
        lock (_growth)
        {
            // Methods and statuses are closed sets, so what overflows is bounded too.
            var fits = _series.Count < maxSeries;
            return _series.GetOrAdd(fits ? key : key with { Route = Overflow }, static _ => new RequestSeries());
        }
    }

    private static string DocumentLabels(string route, int method) =>
        $"{Exposition.Label("method", MethodLabel.Name(method))},{Exposition.Label("endpoint", route)}";

    private static string ServerLabels(Key key) =>
        $"{Exposition.Label("http_request_method", MethodLabel.Name(key.Method))},{Exposition.Label("http_route", key.Route)},"
        + $"{Exposition.Label("http_response_status_code", Text(key.Status))},{Scheme(key.IsHttps)}";

    private static string Scheme(bool isHttps) => Exposition.Label("url_scheme", isHttps ? "https" : "http");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Key(string Route, int Method, int Status, bool IsHttps);
}
