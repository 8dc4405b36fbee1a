namespace Seaworthy;

/// <summary>Ids of log events: a thousand per feature, public, never used again for another event.</summary>
public static partial class EventIds
{
    /// <summary>A request ended (Observability).</summary>
    public const int RequestCompleted = 1000;

    /// <summary>A request failed with an exception (Observability).</summary>
    public const int RequestFailed = 1001;

    /// <summary>Log lines were dropped because the output is too slow (Observability).</summary>
    public const int LogLinesDropped = 1002;

    /// <summary>An instrument is not exported (Observability).</summary>
    public const int InstrumentSkipped = 1003;

    /// <summary>The callback of an instrument threw (Observability).</summary>
    public const int InstrumentFailed = 1004;

    /// <summary>Secrets in log lines were masked (Observability).</summary>
    public const int LogSecretsMasked = 1005;

    /// <summary>Somebody who is no trusted proxy sent X-Forwarded-For (Client).</summary>
    public const int UntrustedProxy = 2000;

    /// <summary>Somebody at the other end of a Unix socket sent X-Forwarded-For, and Unix sockets are not trusted (Client).</summary>
    public const int UntrustedSocket = 2001;

    /// <summary>What a gateway is to have signed is not signed by this process's key (Client).</summary>
    public const int WrongStamp = 2002;

    /// <summary>The process is draining (Hosting).</summary>
    public const int DrainStarted = 3000;

    /// <summary>Draining is over (Hosting).</summary>
    public const int DrainEnded = 3001;

    /// <summary>The management port listens (Hosting).</summary>
    public const int ManagementListens = 3002;

    /// <summary>The management port is taken (Hosting).</summary>
    public const int ManagementPortTaken = 3003;

    /// <summary>The files of settings were read again (Hosting).</summary>
    public const int SettingsRead = 3004;

    /// <summary>The files of settings cannot be read again, and what was read before holds (Hosting).</summary>
    public const int SettingsKept = 3005;

    /// <summary>A dependency stopped answering its check (Hosting).</summary>
    public const int DependencyDown = 3010;

    /// <summary>A dependency answers its check again (Hosting).</summary>
    public const int DependencyUp = 3011;

    /// <summary>An endpoint runs too many statements (EntityFrameworkCore).</summary>
    public const int QueryFinding = 4000;

    /// <summary>A list has more shapes than it may (EntityFrameworkCore).</summary>
    public const int ShapeLimit = 4001;

    /// <summary>A list has more combinations of filters and orders than its endpoint keeps (EntityFrameworkCore).</summary>
    public const int WideShapeLimit = 4002;

    /// <summary>A unit of work is done again because its connection has ended (EntityFrameworkCore).</summary>
    public const int WorkAgain = 4003;

    /// <summary>A limit that is only watched would have refused (RateLimiting).</summary>
    public const int LimitWouldHaveRefused = 5000;

    /// <summary>Limits were changed while the process runs (RateLimiting).</summary>
    public const int LimitsChanged = 5001;

    /// <summary>A change of limits is not valid, and they stay as they were (RateLimiting).</summary>
    public const int LimitsKept = 5002;

    /// <summary>Limits are decided without Redis (RateLimiting).</summary>
    public const int LimitStoreAway = 5003;

    /// <summary>Limits are counted in Redis again (RateLimiting).</summary>
    public const int LimitStoreBack = 5004;

    /// <summary>A tag was invalidated (Caching).</summary>
    public const int CacheInvalidated = 6000;

    /// <summary>An old value stands in because a new one cannot be made (Caching).</summary>
    public const int CacheStoodIn = 6001;

    /// <summary>A value is not kept because it can change and cannot be copied (Caching).</summary>
    public const int CacheNotCopied = 6002;

    /// <summary>The second level is away, and values are kept for less than half a second (Caching).</summary>
    public const int CacheSecondLevelAway = 6003;

    /// <summary>The second level is back (Caching).</summary>
    public const int CacheSecondLevelBack = 6004;

    /// <summary>An endpoint says Cached, and its answers cannot be kept (Caching).</summary>
    public const int AnswerNotKept = 6005;

    /// <summary>An answer could not be kept under its key (Idempotency).</summary>
    public const int IdempotencyAnswerNotKept = 7000;

    /// <summary>A handler commits its effect apart from its answer (Idempotency).</summary>
    public const int IdempotencyAnswerApart = 7001;

    /// <summary>Expired keys could not be taken away (Idempotency).</summary>
    public const int IdempotencySweepFailed = 7002;

    /// <summary>A handler has committed something and failed then: nobody knows the outcome of its key (Idempotency).</summary>
    public const int IdempotencyHalfDone = 7003;

    /// <summary>Endpoints do not say who may call them (Identity).</summary>
    public const int EndpointsSayNothing = 8000;

    /// <summary>The token keys cannot be read, and those that are known go on (Identity).</summary>
    public const int TokenKeysNotRead = 8001;

    /// <summary>Firebase's keys cannot be fetched (Identity).</summary>
    public const int FirebaseKeysNotRead = 8002;

    /// <summary>An account takes no passwords for a while, after too many wrong ones (Accounts).</summary>
    public const int AccountLocked = 9000;

    /// <summary>A refresh token was used a second time, and its session has ended (Accounts).</summary>
    public const int RefreshTokenReused = 9001;

    /// <summary>A mail of an account could not be sent (Accounts).</summary>
    public const int AccountMailNotSent = 9002;

    /// <summary>What has expired of sessions could not be taken away (Accounts).</summary>
    public const int AccountSweepFailed = 9003;

    /// <summary>A service takes signatures of the body alone (Signatures).</summary>
    public const int BareSignatures = 10000;

    /// <summary>Redis does not say which signed requests have been here (Signatures).</summary>
    public const int NoncesAway = 10001;

    /// <summary>Redis says again which signed requests have been here (Signatures).</summary>
    public const int NoncesBack = 10002;

    /// <summary>New connections have another certificate (Transport).</summary>
    public const int CertificateChanged = 11000;

    /// <summary>A new certificate cannot be used, and the one before goes on (Transport).</summary>
    public const int CertificateKept = 11001;

    /// <summary>New connections are checked by other authorities (Transport).</summary>
    public const int AuthoritiesChanged = 11002;

    /// <summary>New authorities cannot be used, and those before go on (Transport).</summary>
    public const int AuthoritiesKept = 11003;

    /// <summary>The Vault cannot be read (Secrets).</summary>
    public const int VaultAway = 12000;

    /// <summary>The Vault can be read again (Secrets).</summary>
    public const int VaultBack = 12001;

    /// <summary>The Vault has other settings than before (Secrets).</summary>
    public const int VaultChanged = 12002;

    /// <summary>When API keys were used last could not be written down (ApiKeys).</summary>
    public const int ApiKeyUsesNotKept = 14000;

    /// <summary>Refused requests could not be written into the audit trail (AuditTrail).</summary>
    public const int TrailLinesLost = 15000;

    /// <summary>An answer carries a secret (Leaks).</summary>
    public const int LeakFound = 16000;
}
