using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Seaworthy.Identity.Tokens;

/// <summary>One key of the ring. Immutable; what signs and verifies is taken from a pool, because it is not made for two threads at once.</summary>
internal sealed class SigningKey(string id, DateTimeOffset signsFrom, ECParameters parameters)
{
    private readonly ConcurrentBag<ECDsa> _idle = [];

    /// <summary>The <c>kid</c>.</summary>
    public string Id { get; } = id;

    /// <summary>When it begins to sign; it verifies from the moment it is known.</summary>
    public DateTimeOffset SignsFrom { get; } = signsFrom;

    public ECParameters Parameters { get; } = parameters;

    public static SigningKey Create(DateTimeOffset signsFrom)
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), signsFrom, made.ExportParameters(includePrivateParameters: true));
    }

    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        var key = Take();
        var signature = key.SignData(data, HashAlgorithmName.SHA256);
        _idle.Add(key);
        return signature;
    }

    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        var key = Take();
        var verifies = key.VerifyData(data, signature, HashAlgorithmName.SHA256);
        _idle.Add(key);
        return verifies;
    }

    private ECDsa Take() => _idle.TryTake(out var idle) ? idle : ECDsa.Create(Parameters);
}
