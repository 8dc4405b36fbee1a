using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Observability;

/// <summary>
/// The span of a request whose endpoint runs. Where ASP.NET Core or a collector has started one, it gets our names; else
/// one starts here that continues the caller's trace, so that every call the endpoint makes carries it on.
/// </summary>
internal sealed class RequestTracing : IDisposable
{
    public const string SourceName = "Seaworthy";
    private readonly ActivitySource _source = new(SourceName);

    public void Dispose() => _source.Dispose();

    /// <param name="record">The request.</param>
    /// <param name="name">Method and route template, as OpenTelemetry names server spans.</param>
    public void Start(RequestRecord record, string name)
    {
        if (!record.Service.Options.Observability.Tracing)
        {
            return;
        }

        var activity = Activity.Current;
        if (activity is null)
        {
            activity = record.Activity = Continue(record, name);
            record.Trace = TraceIds.Of(activity);
        }

        activity.DisplayName = name;
        if (activity.IsAllDataRequested)
        {
            Describe(activity, record);
        }
    }

    public static void Stop(RequestRecord record)
    {
        if (record.Activity is not { } activity)
        {
            return;
        }

        if (activity.IsAllDataRequested)
        {
            var status = record.Context.Response.StatusCode;
            activity.SetTag("http.response.status_code", status);
            if (status >= StatusCodes.Status500InternalServerError)
            {
                // 4xx is the caller's fault and leaves a server's span unset (OpenTelemetry, HTTP spans).
                activity.SetStatus(ActivityStatusCode.Error);
                activity.SetTag("error.type", record.Exception?.GetType().FullName ?? status.ToString(CultureInfo.InvariantCulture));
            }
        }

        activity.Stop();
    }

    private Activity Continue(RequestRecord record, string name)
    {
        var request = record.Context.Request;
        var trace = record.Trace;
        var parent = trace.HasParent
            ? new ActivityContext(trace.TraceId, trace.ParentId, trace.Flags, TraceIds.State(request), isRemote: true)
            : default;
        if (_source.HasListeners() && _source.StartActivity(name, ActivityKind.Server, parent) is { } listened)
        {
            return listened;
        }

        // Nobody records it, and yet the ids must go on: a bare activity is what HttpClient looks for.
        var bare = new Activity(name);
        if (trace.HasParent)
        {
            bare.SetParentId(trace.TraceId, trace.ParentId, trace.Flags);
            bare.TraceStateString = parent.TraceState;
        }

        return bare.Start();
    }

    private static void Describe(Activity activity, RequestRecord record)
    {
        var request = record.Context.Request;
        activity.SetTag("http.request.method", request.Method);
        activity.SetTag("http.route", record.Plan!.Route);
        activity.SetTag("url.path", request.Path.Value);
        activity.SetTag("url.scheme", request.Scheme);
        activity.SetTag("client.address", record.Client?.ToString());
        activity.SetTag("network.peer.address", record.Socket?.ToString());
        activity.SetTag("user_agent.original", request.Headers.UserAgent.ToString());
    }
}
