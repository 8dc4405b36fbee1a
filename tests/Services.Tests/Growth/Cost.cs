namespace Seaworthy.Services.Tests.Growth;

/// <summary>What one request cost, in counts that do not depend on the machine.</summary>
/// <param name="Statements">Sent to the database for it.</param>
/// <param name="Buffers">Pages of tables and indexes that PostgreSQL looked at for it, wherever they were.</param>
/// <param name="Entries">What indexes gave: rows that were thrown away by a filter, or sorted, are among them.</param>
/// <param name="Walked">Rows that were read by walking a table from its beginning.</param>
/// <param name="Bytes">The body of its answer.</param>
internal sealed record Cost(int Statements, long Buffers, long Entries, long Walked, int Bytes)
{
    /// <summary>Rows that were read, for whatever reason.</summary>
    public long Rows => Entries + Walked;
}
