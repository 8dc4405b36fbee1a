using Microsoft.AspNetCore.Identity;

namespace Seaworthy.Identity.Accounts;

/// <summary>The right to hash, until it is disposed.</summary>
internal sealed class HashingTurn(PasswordHashing hashing) : IDisposable
{
    private bool _isOver;

    /// <summary>What is to be stored of a password.</summary>
    public string Hash(string password) => hashing.Hash(password);

    /// <summary>Whether a password is the one that was hashed; null for an account that is not there takes as long.</summary>
    public PasswordVerificationResult Verify(string? hash, string password) => hashing.Verify(hash, password);

    public void Dispose()
    {
        if (!_isOver)
        {
            _isOver = true;
            hashing.Leave();
        }
    }
}
