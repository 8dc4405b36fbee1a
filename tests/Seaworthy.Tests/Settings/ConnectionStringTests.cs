using Npgsql;
using Seaworthy.EntityFrameworkCore.Engines;

namespace Seaworthy.Tests.Settings;

[Trait("Requirement", "R31")]
public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("postgresql://sea:sea@db/sea", GssEncryptionMode.Disable)]
    [InlineData("postgresql://sea:sea@db/sea?gssencmode=prefer", GssEncryptionMode.Prefer)]
    public void A_server_that_says_nothing_is_waited_for_once_and_not_with_GSS_too_unless_the_url_asks_for_it(string url, GssEncryptionMode mode) =>
        new NpgsqlConnectionStringBuilder(PostgreSqlSources.ConnectionString(url, new())).GssEncryptionMode.ShouldBe(mode);

    [Theory]
    [InlineData("postgresql://sea:sea@db/sea", 1)]
    [InlineData("postgresql://sea:sea@db/sea", 5)]
    [InlineData("postgresql://sea:sea@db/sea", 300)]
    [InlineData("Host=db;Connection Idle Lifetime=5", 300)]
    public void A_connection_may_be_idle_for_five_seconds(string url, int seconds)
    {
        // Npgsql refuses what it cannot keep when it makes the pool.
        using var pool = NpgsqlDataSource.Create(PostgreSqlSources.ConnectionString(url, new() { IdleLifetimeSeconds = seconds }));

        new NpgsqlConnectionStringBuilder(pool.ConnectionString).ConnectionIdleLifetime.ShouldBe(url.EndsWith('5') ? 5 : seconds);
    }

    [Fact]
    public void A_statement_without_a_bound_is_waited_for_without_one() =>
        new NpgsqlConnectionStringBuilder(PostgreSqlSources.ConnectionString("postgresql://sea:sea@db/sea", new() { StatementTimeoutMs = 0 })).CommandTimeout.ShouldBe(0);

    [Theory]
    [InlineData("postgresql://sea:sea@db/sea", "")]
    [InlineData("postgresql://sea:sea@db/sea?options=-c%20statement_timeout%3D5%20-c%20work_mem%3D8MB", " -c statement_timeout=5 -c work_mem=8MB")]
    [InlineData("Host=db;Options=-c timezone=CET", " -c timezone=CET")]
    public void What_the_url_says_to_the_server_comes_after_ours_so_that_it_wins_and_the_rest_of_ours_stays(string url, string own) =>
        new NpgsqlConnectionStringBuilder(PostgreSqlSources.ConnectionString(url, new())).Options.ShouldBe(
            "-c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000 -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3 -c timezone=UTC" + own);
}
