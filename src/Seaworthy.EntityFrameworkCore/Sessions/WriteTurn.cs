namespace Seaworthy.EntityFrameworkCore.Sessions;

/// <summary>
/// The right to write: with SQLite nobody else writes while it is held, so what was read under it is still true when it is
/// written; PostgreSQL gives it to everybody at once. Dispose it when the write is done.
/// </summary>
public sealed class WriteTurn : IDisposable
{
    private readonly IDisposable? _turn;

    internal WriteTurn(IDisposable? turn) => _turn = turn;

    /// <inheritdoc/>
    public void Dispose() => _turn?.Dispose();
}
