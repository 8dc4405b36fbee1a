using Seaworthy.Redis;
using Seaworthy.Redis.Connection;

namespace Seaworthy.Tests.Redis;

[Trait("Requirement", "R33")]
public sealed class RedisAddressTests
{
    [Theory]
    [InlineData("redis://localhost", "localhost", 6379, null, null, 0)]
    [InlineData("redis://localhost:7000/19", "localhost", 7000, null, null, 19)]
    [InlineData("redis://:secret@10.0.0.1/", "10.0.0.1", 6379, null, "secret", 0)]
    [InlineData("redis://app:p%40ss%3Aword@cache.internal:6380/2", "cache.internal", 6380, "app", "p@ss:word", 2)]
    [InlineData("redis://app:pa/ss@wo#rd@host", "host", 6379, "app", "pa/ss@wo#rd", 0)]
    [InlineData("redis://[::1]:6379/0", "::1", 6379, null, null, 0)]
    public void It_says_where_and_as_whom(string url, string host, int port, string? user, string? password, int database)
    {
        RedisAddress.TryParse(url, out var address, out var fault).ShouldBeTrue(fault);

        (address!.Host, address.Port, address.User, address.Password, address.Database, address.IsEncrypted).ShouldBe((host, port, user, password, database, false));
    }

    [Fact]
    public void Two_s_are_for_TLS()
    {
        RedisAddress.TryParse("rediss://app:secret@cache/1", out var address, out _).ShouldBeTrue();

        address!.IsEncrypted.ShouldBeTrue();
        address.ToString().ShouldBe("rediss://cache:6379/1");
    }

    [Theory]
    [InlineData("localhost:6379", "redis://[user[:password]@]host")]
    [InlineData("http://localhost", "redis://[user[:password]@]host")]
    [InlineData("redis://", "no host")]
    [InlineData("redis://app:hunter2@/0", "no host")]
    [InlineData("redis://app:hunter2@host:70000", "from 1 to 65535")]
    [InlineData("redis://app:hunter2@host/cache", "number of a database")]
    [InlineData("redis://app:hunter2@host/0?tls=true", "number of a database")]
    [InlineData("redis://app:hunter2", "from 1 to 65535")]
    [InlineData("app:hunter2@host", "redis://[user[:password]@]host")]
    public void What_is_wrong_is_told_with_the_rule_and_never_with_the_password(string url, string rule)
    {
        RedisAddress.TryParse(url, out _, out var fault).ShouldBeFalse();

        fault!.ShouldContain(rule);
        fault!.ShouldNotContain("hunter2");
    }

    [Fact]
    public void All_faults_of_the_options_are_told_at_once()
    {
        var options = new RedisOptions { Url = "memcached://x", ClientName = "a b", CallTimeoutMs = 0, ReconnectMs = 500, MaxInFlight = 0, CertificateAuthorityFile = "/nowhere.pem" };

        var told = Should.Throw<ArgumentException>(() => new RedisClient(options)).Message;

        foreach (var fault in (string[])["memcached://x", "'a b'", "CallTimeoutMs 0 must be from 1", "ReconnectMs 500 must be from 1 to 250", "MaxInFlight 0", "/nowhere.pem"])
        {
            told.ShouldContain(fault);
        }
    }
}
