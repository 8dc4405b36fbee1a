using Npgsql;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>The ways to one PostgreSQL database.</summary>
/// <param name="Work">The pool that requests share.</param>
/// <param name="Probes">One connection beside the pool: a service whose connections are all at work is still ready.</param>
/// <param name="Listening">Connections beside the pool that wait for what others say, and notice when they wait for nobody.</param>
/// <param name="Relays">A few connections beside the pool for those who hold one while they write over another.</param>
/// <param name="Migrations">Connections that end when they are closed, and whose commands may take any time.</param>
/// <param name="Opened">Opens the connections of <paramref name="Work"/>.</param>
internal sealed record PostgreSqlPools(
    NpgsqlDataSource Work, NpgsqlDataSource Probes, NpgsqlDataSource Listening, NpgsqlDataSource Relays, NpgsqlDataSource Migrations, WorkConnections Opened);
