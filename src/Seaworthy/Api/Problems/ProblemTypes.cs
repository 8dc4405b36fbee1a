using Microsoft.AspNetCore.WebUtilities;

namespace Seaworthy.Api.Problems;

/// <summary>Every problem the layer itself can answer. Each has a page at <c>/problems/{name}</c>.</summary>
public static class ProblemTypes
{
    /// <summary>The request could not be read.</summary>
    public static ProblemType BadRequest { get; } = new("bad-request", 400, "The request could not be read",
        "Read the detail: it names what was sent and what is taken.");

    /// <summary>The body is not well-formed JSON.</summary>
    public static ProblemType MalformedBody { get; } = new("malformed-body", 400, "The body is not well-formed JSON",
        "Send one JSON document in UTF-8 whose members are unique and no deeper than the limit.");

    /// <summary>A query parameter has a value that is not taken.</summary>
    public static ProblemType InvalidParameter { get; } = new("invalid-parameter", 400, "A parameter has a value that is not taken",
        "Each entry of errors names a parameter, its value and what is allowed.") { Code = "VALIDATION_ERROR" };

    /// <summary>A page cursor was changed, is of another list, or is too old.</summary>
    public static ProblemType InvalidCursor { get; } = new("invalid-cursor", 400, "The page cursor is not valid",
        "Start again without a cursor and follow the next links as they are.");

    /// <summary>An offset beyond what a list serves by offset.</summary>
    public static ProblemType PageTooDeep { get; } = new("page-too-deep", 400, "This list is not paged that deep by number",
        "Use filters, or the keyset version of the list that the Link header names.");

    /// <summary>The endpoint does not run without an idempotency key.</summary>
    public static ProblemType IdempotencyKeyRequired { get; } = new("idempotency-key-required", 400, "An Idempotency-Key is required here",
        "Send Idempotency-Key with a new UUID for each thing you want done, and the same one each time you send that again: it is done once.");

    /// <summary>The idempotency key is not one.</summary>
    public static ProblemType IdempotencyKeyInvalid { get; } = new("idempotency-key-invalid", 400, "The Idempotency-Key cannot be used",
        "Send 1 to 255 visible ASCII characters, best a UUID, once; quoted or not.");

    /// <summary>Nobody is signed in.</summary>
    public static ProblemType Unauthorized { get; } = new("unauthorized", 401, "Authentication is required",
        "Send a valid token or key.") { Code = "AUTH_ERROR" };

    /// <summary>The endpoint takes signed requests only.</summary>
    public static ProblemType SignatureRequired { get; } = new("signature-required", 401, "The request must be signed",
        "Send X-Signature, X-Signature-Key, X-Signature-Timestamp and X-Signature-Nonce; the detail says which of them is missing or malformed.");

    /// <summary>The signature is not that of this request.</summary>
    public static ProblemType SignatureInvalid { get; } = new("signature-invalid", 401, "The signature is not that of this request",
        "Sign method, host, path, query and body exactly as they are sent, with the key's own secret.");

    /// <summary>The signature is too old, or from the future.</summary>
    public static ProblemType SignatureExpired { get; } = new("signature-expired", 401, "The signature is of another time",
        "Sign at the moment of sending, and set the clock by a time server.");

    /// <summary>The signed request was here before.</summary>
    public static ProblemType SignatureReplayed { get; } = new("signature-replayed", 401, "This signed request was here before",
        "Sign each attempt anew, with a new nonce; an Idempotency-Key tells that it is the same wish.");

    /// <summary>Signed in, but not allowed.</summary>
    public static ProblemType Forbidden { get; } = new("forbidden", 403, "This is not allowed",
        "Ask for the right that the detail names.");

    /// <summary>The request came over http.</summary>
    public static ProblemType HttpsRequired { get; } = new("https-required", 403, "This is served over https only",
        "Call the https address, and change whatever token or password was sent over http.");

    /// <summary>The caller's address is in none of the networks from which it may be called (R12). The title is a document's own sentence.</summary>
    public static ProblemType NetworkNotListed { get; } = new("network-not-listed", 403, "IP not whitelisted",
        "Call from a network that the operator has listed in Admin:Networks; the detail has the address that was seen.") { IsSaidByTitle = true };

    /// <summary>No such thing.</summary>
    public static ProblemType NotFound { get; } = new("not-found", 404, "There is no such resource",
        "Check the path and the id.");

    /// <summary>The path exists, the method does not.</summary>
    public static ProblemType MethodNotAllowed { get; } = new("method-not-allowed", 405, "The resource does not take this method",
        "Use one of the methods in the Allow header.");

    /// <summary>None of the media types in Accept can be given.</summary>
    public static ProblemType NotAcceptable { get; } = new("not-acceptable", 406, "None of the accepted media types can be given",
        "Accept application/json.");

    /// <summary>The body did not arrive in time.</summary>
    public static ProblemType RequestTimeout { get; } = new("request-timeout", 408, "The body did not arrive in time",
        "Send it again, faster or in smaller parts.");

    /// <summary>The request clashes with the state of the resource.</summary>
    public static ProblemType Conflict { get; } = new("conflict", 409, "The request clashes with what is stored",
        "Read the resource again, then decide.");

    /// <summary>A request with the same idempotency key is under way.</summary>
    public static ProblemType IdempotencyInFlight { get; } = new("idempotency-in-flight", 409, "A request with this Idempotency-Key is under way",
        "Send it again unchanged after the seconds in Retry-After: you will be told what became of the first.");

    /// <summary>Nobody knows what became of an earlier request with this idempotency key.</summary>
    public static ProblemType OutcomeUnknown { get; } = new("outcome-unknown", 409, "Nobody knows what became of the request with this Idempotency-Key",
        "It failed halfway. Look whether it has had its effect; if not, send it with a new key.");

    /// <summary>The endpoint was announced to end, and has.</summary>
    public static ProblemType Gone { get; } = new("gone", 410, "This endpoint has come to its end",
        "Use the successor that the Link header names.");

    /// <summary>The resource was changed by somebody else since it was read.</summary>
    public static ProblemType PreconditionFailed { get; } = new("precondition-failed", 412, "The resource has changed since you read it",
        "Read it again, apply your change to what is there now and send its new ETag in If-Match.");

    /// <summary>The body is too large.</summary>
    public static ProblemType BodyTooLarge { get; } = new("body-too-large", 413, "The body is too large",
        "Send less at once.");

    /// <summary>The address is too long.</summary>
    public static ProblemType UrlTooLong { get; } = new("url-too-long", 414, "The address is too long",
        "Send long lists in a body.");

    /// <summary>The body is of a type that is not taken here.</summary>
    public static ProblemType UnsupportedMediaType { get; } = new("unsupported-media-type", 415, "The body's type is not taken here",
        "Send a type that the detail names, mostly application/json.");

    /// <summary>The body can be read, but its values break the rules.</summary>
    public static ProblemType Validation { get; } = new("validation", 422, "The values are not valid",
        "Each entry of errors points at a value and says the rule.") { Code = "VALIDATION_ERROR" };

    /// <summary>The idempotency key belongs to another request.</summary>
    public static ProblemType IdempotencyKeyReused { get; } = new("idempotency-key-reused", 422, "The Idempotency-Key belongs to another request",
        "A key stands for one request with one body. Send what you want now with a new key.");

    /// <summary>A change needs If-Match here.</summary>
    public static ProblemType PreconditionRequired { get; } = new("precondition-required", 428, "If-Match is required",
        "Read the resource and send its ETag in If-Match.");

    /// <summary>The caller has used up what a limit allows (R2). The title is a document's own sentence.</summary>
    public static ProblemType QuotaExceeded { get; } = new("quota-exceeded", 429, "Rate limit exceeded",
        "Try again after the seconds in Retry-After; RateLimit-Policy says what is allowed, RateLimit what is left.")
    {
        Code = "RATE_LIMIT_EXCEEDED",
        Uri = "https://iana.org/assignments/http-problem-types#quota-exceeded",
        IsSaidByTitle = true,
    };

    /// <summary>The headers are too large.</summary>
    public static ProblemType HeadersTooLarge { get; } = new("headers-too-large", 431, "The request's headers are too large",
        "Send fewer or shorter headers and cookies.");

    /// <summary>Something failed on this side.</summary>
    public static ProblemType Internal { get; } = new("internal", 500, "Something failed on this side",
        "Try again; tell the operator the requestId if it stays.");

    /// <summary>A service that this one calls failed.</summary>
    public static ProblemType ExternalService { get; } = new("external-service", 502, "A service behind this one failed",
        "Try again later.") { Code = "EXTERNAL_SERVICE_ERROR" };

    /// <summary>The service cannot answer at the moment.</summary>
    public static ProblemType Unavailable { get; } = new("unavailable", 503, "The service cannot answer at the moment",
        "Try again after the time in Retry-After.");

    /// <summary>More is asked than can be answered.</summary>
    public static ProblemType Overloaded { get; } = new("overloaded", 503, "More is asked than can be answered",
        "Nothing was done. Send it again after the seconds in Retry-After, and wait longer each time.");

    /// <summary>The database cannot be reached.</summary>
    public static ProblemType DatabaseUnavailable { get; } = new("database-unavailable", 503, "The database cannot be reached",
        "Try again after the time in Retry-After.") { Code = "DB_ERROR" };

    /// <summary>A service that this one calls is not called at the moment.</summary>
    public static ProblemType UpstreamUnavailable { get; } = new("upstream-unavailable", 503, "A service behind this one is not asked at the moment",
        "Try again after the seconds in Retry-After.") { Code = "EXTERNAL_SERVICE_ERROR" };

    /// <summary>The deadline passed.</summary>
    public static ProblemType DeadlinePassed { get; } = new("deadline-passed", 504, "The request took longer than it may",
        "Ask for less at once, or try again later.");

    /// <summary>A service that this one calls did not answer in time.</summary>
    public static ProblemType UpstreamTimeout { get; } = new("upstream-timeout", 504, "A service behind this one did not answer in time",
        "Try again later.") { Code = "EXTERNAL_SERVICE_ERROR" };

    /// <summary>The disk that holds the data is full: nothing can be written until somebody makes room.</summary>
    public static ProblemType InsufficientStorage { get; } = new("insufficient-storage", 507, "There is no room left to store this",
        "Nothing was changed, and reading goes on. Tell the operator; send it again when there is room.");

    /// <summary>All of them, by status.</summary>
    public static IReadOnlyList<ProblemType> All { get; } =
    [
        BadRequest, MalformedBody, InvalidParameter, InvalidCursor, PageTooDeep, IdempotencyKeyRequired, IdempotencyKeyInvalid, Unauthorized, SignatureRequired, SignatureInvalid,
        SignatureExpired, SignatureReplayed, Forbidden, HttpsRequired, NetworkNotListed, NotFound,
        MethodNotAllowed, NotAcceptable, RequestTimeout, Conflict, IdempotencyInFlight, OutcomeUnknown, Gone, PreconditionFailed, BodyTooLarge, UrlTooLong,
        UnsupportedMediaType, Validation, IdempotencyKeyReused, PreconditionRequired, QuotaExceeded, HeadersTooLarge, Internal, ExternalService, Unavailable, Overloaded,
        DatabaseUnavailable, UpstreamUnavailable, DeadlinePassed, UpstreamTimeout, InsufficientStorage,
    ];

    /// <summary>The type for a bare status: the first of that status, or <c>about:blank</c> with the status phrase.</summary>
    public static ProblemType ForStatus(int status) =>
        All.FirstOrDefault(type => type.Status == status)
        ?? new("", status, ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error", "");
}
