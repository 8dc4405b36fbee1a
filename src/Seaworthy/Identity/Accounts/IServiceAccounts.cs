namespace Seaworthy.Identity.Accounts;

/// <summary>The accounts of a service, for its operator.</summary>
internal interface IServiceAccounts
{
    /// <summary>Whose they are.</summary>
    string Service { get; }

    /// <summary>Fewest characters of a password here.</summary>
    int MinPasswordChars { get; }

    /// <summary>Makes an account whose e-mail counts as confirmed; false when the e-mail has one already, which then stays as it is.</summary>
    /// <param name="account">What it is to be.</param>
    /// <param name="cancellationToken">Ends the wait for a turn to write.</param>
    Task<bool> AddAsync(OperatedAccount account, CancellationToken cancellationToken);

    /// <summary>
    /// Gives an account that is there the roles that it has not, and a tenant where it has none; its password is not asked for. Where nobody has confirmed its e-mail, whoever has
    /// registered with it may be anybody: it is confirmed then, and he is put out, with a password that nobody knows and no session.
    /// </summary>
    Task<AccountGift> GiveAsync(OperatedAccount account, CancellationToken cancellationToken);

    /// <summary>What lets somebody choose a password once: the page of <c>ResetUrl</c>, or the token itself. The account must be there.</summary>
    Task<string> NewResetLinkAsync(string email, CancellationToken cancellationToken);
}

/// <summary>An account that an operator makes.</summary>
/// <param name="Email">In small letters.</param>
/// <param name="Password">Null for one that nobody knows: its owner chooses his own by a link.</param>
/// <param name="Roles">What <c>RequireRole</c> asks for.</param>
/// <param name="Tenant">For whom he works; null for nobody.</param>
internal sealed record OperatedAccount(string Email, string? Password, IReadOnlyList<string> Roles, string? Tenant);

/// <summary>What became of an account that was there.</summary>
internal enum AccountGift
{
    /// <summary>It has what it was given, and all else that it had.</summary>
    Given = 0,

    /// <summary>That too, and whoever had registered is out: its owner chooses a password.</summary>
    TakenOver = 1,

    /// <summary>Nothing: it works for another tenant.</summary>
    OfAnotherTenant = 2,
}
