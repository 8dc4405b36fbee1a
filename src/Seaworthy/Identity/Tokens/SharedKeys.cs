using System.Data.Common;
using System.Security.Cryptography;

namespace Seaworthy.Identity.Tokens;

/// <summary>
/// The keys of all processes in their database. Whoever verifies a token waits for them, so the wait has an end; it is once a minute, and once in five
/// seconds where a token names a key that nobody has seen.
/// </summary>
internal sealed class SharedKeys(IKeyTable table, KeySeal seal) : IKeyStore
{
    // Longer than a database takes that is there, shorter than a caller waits.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    public bool IsOfThisMachine => false;

    public IReadOnlyList<SigningKey> Read() => Wait(async ct => Open(await table.ReadAsync(ct)));

    public IReadOnlyList<SigningKey> Change(Func<IReadOnlyList<SigningKey>, IReadOnlyList<SigningKey>> change) => Wait(async ct =>
    {
        IReadOnlyList<SigningKey> next = [];
        await table.ChangeAsync(
            rows =>
            {
                var known = Open(rows);
                next = change(known);
                return ReferenceEquals(known, next) ? null : [.. next.Select(seal.Close)];
            },
            ct);
        return next;
    });

    private IReadOnlyList<SigningKey> Open(IReadOnlyList<SealedKey> rows)
    {
        try
        {
            return [.. rows.Select(seal.Open).OrderBy(key => key.SignsFrom)];
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            throw new TokenKeyException(table.Place, exception);
        }
    }

    // On a thread of its own: what the request's thread holds must not be in the way of what it waits for.
    private T Wait<T>(Func<CancellationToken, Task<T>> ask)
    {
        using var limit = new CancellationTokenSource(LongestWait);
        try
        {
            return Task.Run(() => ask(limit.Token), CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is DbException or OperationCanceledException or TimeoutException)
        {
            throw new IOException($"{table.Place} does not give the token keys: {exception.Message}", exception);
        }
    }
}
