using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Seaworthy.Identity;
using Seaworthy.Pipeline;

namespace Seaworthy.Api.Problems;

/// <summary>
/// Whatever fails below becomes one problem, answered in one place: refusals of stages, exceptions, and errors
/// that an endpoint left without a body. When the response has already started nothing can be mended: the connection is
/// cut, so that nobody takes half an answer for a whole one.
/// </summary>
public sealed class ProblemsStage : Stage
{
    private readonly IExceptionProblems[] _known;
    private readonly Challenge _challenge;
    private readonly TimeProvider _time;
    private readonly bool _isOn;

    internal ProblemsStage(IEnumerable<IExceptionProblems> known, Challenge challenge, SeaworthyOptions options, TimeProvider time)
    {
        _known = [.. known];
        _challenge = challenge;
        _time = time;
        _isOn = options.Problems.Enabled;
    }

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Problems.Enabled;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record) => Step.Continue;

    /// <summary>True when the request failed and no answer says so yet.</summary>
    internal bool OwesAnswer(RequestRecord record)
    {
        var response = record.Context.Response;
        return !response.HasStarted && !record.Aborted
            && (record.Problem is not null
                || (_isOn && !record.IsAnswered && response.StatusCode >= 400 && response.ContentLength is null && response.ContentType is null
                    && response.BodyWriter is not { CanGetUnflushedBytes: true, UnflushedBytes: > 0 })); // a body whose head says nothing of it
    }

    /// <summary>Makes a problem of an exception; false when it must go on up.</summary>
    internal bool Takes(RequestRecord record, Exception exception)
    {
        record.Exception = exception;
        if (CallerHasLeft(record, exception))
        {
            record.Aborted = true;
            if (record.Context.Response.HasStarted)
            {
                return false;
            }

            record.Context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        if (!_isOn || record.Context.Response.HasStarted)
        {
            return false;
        }

        record.Refuse(From(record, exception));
        return true;
    }

    // Work that ended because nobody waits for it any more may say so under a name of its own; a reset is found while a body
    // is read, and perhaps before the server has cancelled the request.
    private static bool CallerHasLeft(RequestRecord record, Exception exception)
    {
        var isCancelled = !record.DeadlinePassed && record.Context.RequestAborted.IsCancellationRequested;
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ConnectionResetException || (isCancelled && cause is OperationCanceledException))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the problem.</summary>
    internal async Task AnswerAsync(RequestRecord record)
    {
        var response = record.Context.Response;
        var problem = record.Problem ?? ForEmptyAnswer(record);
        if (record.Problem is null)
        {
            record.Refuse(problem);
        }

        var dialect = record.Service.Dialect;
        response.StatusCode = dialect.StatusOf(problem);
        TakeBack(response);
        WriteHeaders(response.Headers, problem);
        if (response.StatusCode == StatusCodes.Status401Unauthorized && response.Headers.WWWAuthenticate.Count == 0)
        {
            response.Headers.WWWAuthenticate = _challenge.For(record.Service.Name);
        }

        if (HttpMethods.IsHead(record.Context.Request.Method))
        {
            response.ContentType = dialect.Errors.ContentType;
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(512);
        await using (var json = new Utf8JsonWriter(buffer, ProblemJson.WriterOptions))
        {
            var typeBase = record.Service.Options.Problems.TypeBase;
            var occurrence = new ProblemOccurrence(problem, response.StatusCode, record.RequestId, record.Trace.TraceId.ToHexString(), typeBase, _time.GetUtcNow());
            dialect.Errors.Write(json, occurrence);
        }

        response.ContentType = dialect.Errors.ContentType;
        response.ContentLength = buffer.WrittenCount;
        await response.Body.WriteAsync(buffer.WrittenMemory);
    }

    // What the endpoint said about the body that is not coming must not stand above this one.
    private static void TakeBack(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ETag = default;
        headers.LastModified = default;
        headers.ContentEncoding = default;
        headers.ContentLength = null;
        headers.ContentDisposition = default;
        headers.Location = default;
        headers.AcceptRanges = default;
        if (response.StatusCode != StatusCodes.Status416RangeNotSatisfiable)
        {
            // There it says how long the whole is (RFC 9110, section 15.5.17).
            headers.ContentRange = default;
        }
    }

    private static void WriteHeaders(IHeaderDictionary headers, Problem problem)
    {
        headers.CacheControl = "no-store";
        if (problem.RetryAfterSeconds is { } seconds)
        {
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (relation, target) in problem.Links)
        {
            headers.Append(HeaderNames.Link, $"<{target}>; rel=\"{relation}\"");
        }
    }

    private static Problem ForEmptyAnswer(RequestRecord record)
    {
        var type = ProblemTypes.ForStatus(record.Context.Response.StatusCode);
        var request = record.Context.Request;
        return Problem.Of(type, record.Plan?.Kind switch
        {
            EndpointKind.Unknown when type == ProblemTypes.NotFound => $"No endpoint has the path {request.PathBase}{request.Path}.",
            EndpointKind.WrongMethod when type == ProblemTypes.MethodNotAllowed => $"{request.Path} does not take {request.Method}.",
            _ when type == ProblemTypes.UnsupportedMediaType => BadRequests.NotTaken(request),
            _ => null,
        });
    }

    private Problem From(RequestRecord record, Exception exception)
    {
        if (record.DeadlinePassed && exception is OperationCanceledException or TimeoutException)
        {
            return Problem.Of(ProblemTypes.DeadlinePassed, $"The request may take {record.Deadline!.Value.TotalMilliseconds:0} ms.");
        }

        foreach (var known in _known)
        {
            if (known.For(exception) is { } problem)
            {
                return problem;
            }
        }

        return exception switch
        {
            BadHttpRequestException bad => BadRequests.Of(record, bad),
            IOException { InnerException: OverflowException } => Problem.Of(ProblemTypes.BadRequest, "A chunk of the body says a size that no chunk has."), // as Kestrel tells it
            _ => Problem.Of(ProblemTypes.Internal),
        };
    }
}
