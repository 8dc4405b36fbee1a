using System.Net;
using Polly;
using Polly.Timeout;
using Seaworthy.Outgoing;

namespace Seaworthy.Resilience;

/// <summary>What an attempt says about the other side.</summary>
internal static class UpstreamOutcome
{
    /// <summary>Why trying again can help, in a word that is a label; null when it cannot.</summary>
    public static string? Reason(Outcome<HttpResponseMessage> outcome) => outcome.Exception switch
    {
        TimeoutRejectedException => "timeout",
        HttpRequestException exception when IsUnreached(exception) => "unreached",
        null when IsThrottled(outcome.Result!) => "throttled",
        null when outcome.Result!.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => "status",
        _ => null,
    };

    /// <summary>Whether it counts against the host. That one asks too often (429), or too much at once, is not the host's fault.</summary>
    public static bool IsFailure(Outcome<HttpResponseMessage> outcome) => outcome.Exception switch
    {
        TimeoutRejectedException => true,
        HttpRequestException exception => IsUnreached(exception),
        null => outcome.Result!.StatusCode >= HttpStatusCode.InternalServerError,
        _ => false,
    };

    public static bool IsThrottled(HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;

    /// <summary>The same for an answer that is handed on: what says that nobody could answer, and not what somebody has answered.</summary>
    public static string? ReasonOfGateway(Outcome<HttpResponseMessage> outcome) => outcome.Result switch
    {
        null => Reason(outcome),
        { StatusCode: HttpStatusCode.ServiceUnavailable } => "throttled",
        { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout } => "status",
        _ => null,
    };

    /// <inheritdoc cref="ReasonOfGateway"/>
    public static bool IsGatewayFailure(Outcome<HttpResponseMessage> outcome) => outcome.Result is { } answer
        ? answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        : IsFailure(outcome);

    /// <summary>Whether the other side has seen nothing of it: there was no connection.</summary>
    public static bool IsUnsent(Exception? exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };

    /// <summary>Whether the network failed, and not a rule of ours.</summary>
    public static bool IsUnreached(HttpRequestException exception) =>
        exception is not (UpstreamException or AddressRefusedException) && exception.HttpRequestError is not (HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.UserAuthenticationError);
}
