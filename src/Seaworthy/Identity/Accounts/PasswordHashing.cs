using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Seaworthy.Identity.Accounts;

/// <summary>
/// Hashes passwords with ASP.NET Core Identity's hasher, only so many at once: it is meant to take long, and a storm of sign-ins must not take the processors
/// away from everybody else. Who does not get in line is told so at once.
/// </summary>
internal sealed class PasswordHashing : IDisposable
{
    /// <summary>Longer passwords are not taken: nobody types them, and they are somebody's attempt to keep processors busy.</summary>
    public const int MostChars = 256;

    private readonly PasswordHasher<PasswordHashing> _hasher;
    private readonly SemaphoreSlim _turns;
    private readonly int _most;
    private readonly string _nobodys;
    private int _inside;

    public PasswordHashing(AccountSettings settings)
    {
        var atOnce = settings.HashesAtOnce ?? Math.Max(1, Environment.ProcessorCount - 1);
        _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = settings.PasswordIterations }));
        _turns = new(atOnce);
        _most = atOnce + settings.HashesWaiting;
        _nobodys = _hasher.HashPassword(this, Guid.NewGuid().ToString());
    }

    /// <summary>Waits until there is time to hash; null when too many wait already. Dispose what it returns.</summary>
    public async ValueTask<HashingTurn?> EnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _inside) > _most)
        {
            Interlocked.Decrement(ref _inside);
            return null;
        }

        try
        {
            await _turns.WaitAsync(cancellationToken);
        }
        catch
        {
            Interlocked.Decrement(ref _inside);
            throw;
        }

        return new(this);
    }

    public void Dispose() => _turns.Dispose();

    internal string Hash(string password) => _hasher.HashPassword(this, password);

    // For an account that is not there it takes as long as for one that is.
    internal PasswordVerificationResult Verify(string? hash, string password)
    {
        var result = _hasher.VerifyHashedPassword(this, hash ?? _nobodys, password);
        return hash is null ? PasswordVerificationResult.Failed : result;
    }

    internal void Leave()
    {
        _turns.Release();
        Interlocked.Decrement(ref _inside);
    }
}
