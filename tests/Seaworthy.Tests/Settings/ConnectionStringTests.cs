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
}
