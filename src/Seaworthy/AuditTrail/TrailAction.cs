namespace Seaworthy.AuditTrail;

/// <summary>What happened, in one word.</summary>
public static class TrailAction
{
    /// <summary>A row was added.</summary>
    public const string Created = "created";

    /// <summary>A row was changed.</summary>
    public const string Changed = "changed";

    /// <summary>A row was taken away.</summary>
    public const string Removed = "removed";

    /// <summary>Somebody signed in.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Somebody tried to sign in and could not; the object is the account, where there is one.</summary>
    public const string SignInFailed = "sign-in-failed";

    /// <summary>An account's owner changed its password.</summary>
    public const string PasswordChanged = "password-changed";

    /// <summary>Somebody who can read an account's mail gave it another password.</summary>
    public const string PasswordReset = "password-reset";

    /// <summary>A session was ended.</summary>
    public const string SessionEnded = "session-ended";

    /// <summary>A refresh token was used a second time, and its session has ended.</summary>
    public const string RefreshReused = "refresh-reused";

    /// <summary>An API key was given another secret.</summary>
    public const string Rotated = "rotated";

    /// <summary>An API key was ended.</summary>
    public const string Revoked = "revoked";

    /// <summary>A request was answered 403; the object is the endpoint.</summary>
    public const string Refused = "refused";

    /// <summary>Old lines of the trail itself were taken away.</summary>
    public const string Pruned = "pruned";
}
