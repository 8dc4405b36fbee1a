using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Seaworthy.Api.Problems;
using Seaworthy.Pipeline;

namespace Seaworthy.Signatures;

/// <summary>
/// Lets only signed requests to endpoints that say <c>RequireSignature</c>, each once (R11). Stands behind identity, so that nobody's body is read who
/// may not call at all. Where Redis is to say what has been here before, and does not, it refuses or goes by what this process has seen
/// (<see cref="SignatureOptions.WhenAway"/>).
/// </summary>
public sealed class SignatureStage : Stage
{
    private readonly INonceStore _nonces;
    private readonly SignatureMetrics _metrics;

    internal SignatureStage(INonceStore nonces, SignatureMetrics metrics) => (_nonces, _metrics) = (nonces, metrics);

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Signatures.Enabled;

    /// <inheritdoc/>
    public override bool Governs(EndpointPlan plan) => plan.IsSigned;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        var headers = record.Context.Request.Headers;
        if (record.Service.Signers.Bare.Count > 0 && SignatureFields.ReadBare(headers) is { } mac)
        {
            return Step.Wait(CheckBareAsync(record, mac));
        }

        if (SignatureFields.Read(headers, out var fault) is not { } fields)
        {
            return Refuse(record, SignatureMetrics.Missing, Problem.Of(ProblemTypes.SignatureRequired, fault));
        }

        var skew = record.Service.Options.Signatures.SkewSeconds;
        return Math.Abs(record.Now.ToUnixTimeSeconds() - fields.At) > skew
            ? Refuse(record, SignatureMetrics.Expired, Problem.Of(ProblemTypes.SignatureExpired, $"{SignatureFields.Timestamp} may differ by {skew} seconds from this machine's time."))
            : Step.Wait(CheckAsync(record, fields));
    }

    private async Task<Step> CheckAsync(RequestRecord record, SignatureFields fields)
    {
        var context = record.Context;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await RequestBody.ReadAsync(context.Request, [hash], context.RequestAborted);
        if (!record.Service.Signers.HaveSigned(fields.KeyId, TextOf(context, fields, hash.GetHashAndReset()), fields.Macs))
        {
            return Refuse(record, SignatureMetrics.Invalid, Problem.Of(ProblemTypes.SignatureInvalid));
        }

        // It is good from skew before its time until skew after it.
        var life = TimeSpan.FromSeconds((2 * record.Service.Options.Signatures.SkewSeconds) + 1);
        switch (await _nonces.RememberAsync(fields.KeyId, fields.NonceText, life))
        {
            case NonceState.Seen:
                return Refuse(record, SignatureMetrics.Replayed, Problem.Of(ProblemTypes.SignatureReplayed));
            case NonceState.Unknown:
                return Refuse(record, SignatureMetrics.Unknown, Problem.Of(ProblemTypes.Unavailable, "Nobody can say at the moment whether this request has been here before.").RetryAfter(1));
            default:
                record.Signer = fields.KeyId;
                _metrics.Count(record.Service.Name, SignatureMetrics.Valid);
                return Step.Continue;
        }
    }

    private async Task<Step> CheckBareAsync(RequestRecord record, byte[] mac)
    {
        var context = record.Context;
        var hashes = record.Service.Signers.Bare.Select(secret => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret)).ToList();
        try
        {
            await RequestBody.ReadAsync(context.Request, hashes, context.RequestAborted);
            if (!hashes.Aggregate(false, (isRight, hash) => CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), mac) | isRight))
            {
                return Refuse(record, SignatureMetrics.Invalid, Problem.Of(ProblemTypes.SignatureInvalid));
            }
        }
        finally
        {
            hashes.ForEach(hash => hash.Dispose());
        }

        record.Signer = record.Service.Signers.BareId;
        _metrics.Count(record.Service.Name, SignatureMetrics.Bare);
        return Step.Continue;
    }

    // The target as the socket had it: routing decodes it, and two texts that decode alike are not the same request.
    private static byte[] TextOf(HttpContext context, SignatureFields fields, byte[] bodyDigest) => SignedText.Of(
        fields.TimestampText, fields.NonceText, context.Request.Method, SignedText.Host(context.Request.Host.Value ?? "", context.Request.Scheme),
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, bodyDigest);

    private Step Refuse(RequestRecord record, string outcome, Problem problem)
    {
        _metrics.Count(record.Service.Name, outcome);
        if (problem.Type.Status == StatusCodes.Status401Unauthorized)
        {
            record.Context.Response.Headers.WWWAuthenticate = $"Signature realm=\"{record.Service.Name}\"";
        }

        return record.Refuse(problem);
    }
}
