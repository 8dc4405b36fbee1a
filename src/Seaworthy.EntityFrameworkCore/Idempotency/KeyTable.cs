using System.Data.Common;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.Idempotency;

namespace Seaworthy.EntityFrameworkCore.Idempotency;

/// <summary>
/// The statements over a service's table of keys. An insert takes the key's turn first and the table's check refuses it without
/// one: of two transactions with one key the second fails at once, and does not wait for the first.
/// </summary>
internal sealed class KeyTable(DatabaseEngine engine)
{
    public const string Name = "idempotency_keys";
    public const string PrimaryKey = "pk_idempotency_keys";
    public const string Turn = "ck_idempotency_keys_turn";
    public const string Expiry = "idx_idempotency_keys_expires";
    private const int Swept = 500;

    // Stands where an answer's status does, and no answer has it: nobody knows what the request did.
    private const int OutcomeUnknown = 0;
    private readonly string _table = engine.Schema is { } schema ? $"{schema}.{Name}" : Name;

    /// <summary>True when the key's turn is this transaction's, until it ends.</summary>
    public SqlStatement Take(KeyClaim claim) => new($"select {engine.TurnOf("$1")}", NumberOf(claim));

    /// <param name="claim">The key.</param>
    /// <param name="answer">What it is answered; null for that nobody knows what its request did.</param>
    /// <param name="expiresAt">When it is a new one.</param>
    public SqlStatement Insert(KeyClaim claim, StoredAnswer? answer, DateTime expiresAt) => new(
        $"insert into {_table} (id, request, status, body, content_type, location, etag, expires_at, is_turn) "
            + $"values ($1, $2, $3, $4, $5, $6, $7, $8, {engine.TurnOf("$9")})",
        claim.Id.ToArray(), claim.Request.ToArray(), answer?.Status ?? OutcomeUnknown, answer?.Body, answer?.ContentType, answer?.Location, answer?.ETag, expiresAt, NumberOf(claim));

    public SqlStatement Find(KeyClaim claim) =>
        new($"select request, expires_at, status, body, content_type, location, etag from {_table} where id = $1", claim.Id.ToArray());

    public SqlStatement Forget(KeyClaim claim, DateTime now) => new($"delete from {_table} where id = $1 and expires_at <= $2", claim.Id.ToArray(), now);

    /// <summary>Takes some of those away whose time is over; those that another process is taking away are left to it.</summary>
    public SqlStatement Sweep(DateTime now) => new(
        $"delete from {_table} where id in (select id from {_table} where expires_at <= $1 order by expires_at limit {Swept}{engine.SkipLocked})", now);

    /// <summary>Whether there may be more to sweep when so many went.</summary>
    public static bool MayHaveMore(int swept) => swept == Swept;

    /// <summary>Whether a statement failed because the key has its row already.</summary>
    public bool IsThere(Exception exception) => engine.UniqueViolation(exception)?.Contains(Name, StringComparison.Ordinal) == true;

    public static (Digest Request, DateTime ExpiresAt, StoredAnswer? Answer) Read(DbDataReader row) => (
        Digest.Of(row.GetFieldValue<byte[]>(0)),
        row.GetDateTime(1),
        row.GetInt32(2) == OutcomeUnknown ? null : new StoredAnswer(row.GetInt32(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3), Text(row, 4), Text(row, 5), Text(row, 6)));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    // Two keys with one number only make each other's duplicates wait a second.
    private static long NumberOf(KeyClaim claim) => unchecked((long)claim.Id.First);
}
