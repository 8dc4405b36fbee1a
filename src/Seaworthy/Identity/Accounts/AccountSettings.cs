using Seaworthy.Hosting.Settings;

namespace Seaworthy.Identity.Accounts;

/// <summary>Accounts of a service's own (R10, R91); in force where a module says <c>AddAccounts</c>.</summary>
public sealed class AccountSettings
{
    /// <summary>Fewest characters of a password; there are no other rules about them, and at most 256. Null (default): 8, and 6 in Development.</summary>
    [InRange(6, 64)]
    public int? MinPasswordChars { get; set; }

    /// <summary>
    /// Rounds of PBKDF2 with SHA-512 for a password. Default 210,000; less than 100,000 is refused in Production and Staging. A password that was
    /// hashed with fewer is hashed anew when its owner signs in.
    /// </summary>
    [InRange(1_000, 10_000_000)]
    [OfProcess]
    public int PasswordIterations { get; set; } = 210_000;

    /// <summary>Passwords that are hashed at the same time, for the process. Null (default): one less than there are processors, and at least one.</summary>
    [InRange(1, 1024)]
    [OfProcess]
    public int? HashesAtOnce { get; set; }

    /// <summary>Passwords that may wait to be hashed, for the process; more are 503 with a Retry-After. Default 64.</summary>
    [InRange(0, 100_000)]
    [OfProcess]
    public int HashesWaiting { get; set; } = 64;

    /// <summary>Wrong passwords in a row after which an account takes none for a while. Default 5.</summary>
    [InRange(1, 1000)]
    public int FailuresBeforeLock { get; set; } = 5;

    /// <summary>Seconds for which it then takes none. Default 30; doubled with each further failure, up to 15 minutes.</summary>
    [InRange(1, 900)]
    public int LockSeconds { get; set; } = 30;

    /// <summary>Days for which a refresh token can be used. Default 30.</summary>
    [InRange(1, 365)]
    public int RefreshDays { get; set; } = 30;

    /// <summary>Days after which somebody signs in again, however often he comes. Default 90.</summary>
    [InRange(1, 3650)]
    public int SessionDays { get; set; } = 90;

    /// <summary>
    /// Seconds for which a refresh token that was used gives the same successor once more, as two tabs of a browser need it. Default 5; 0 for never.
    /// </summary>
    [InRange(0, 10)]
    public int RefreshGraceSeconds { get; set; } = 5;

    /// <summary>
    /// Seconds for which a process believes that a session is alive before it asks the database again: how long a session that was ended in another process
    /// may go on. Default 10; 0 asks for each request.
    /// </summary>
    [InRange(0, 60)]
    public int SessionCheckSeconds { get; set; } = 10;

    /// <summary>Minutes for which the link in a mail can be used. Default 60.</summary>
    [InRange(5, 1440)]
    public int LinkMinutes { get; set; } = 60;

    /// <summary>
    /// The page of yours where somebody chooses a new password, <c>https://shop.example/reset?token={token}</c>. Null (default): the mail has the token
    /// itself.
    /// </summary>
    public string? ResetUrl { get; set; }

    /// <summary>The page of yours that confirms an e-mail, in the same form. Null (default): the mail has the token itself.</summary>
    public string? ConfirmUrl { get; set; }
}
