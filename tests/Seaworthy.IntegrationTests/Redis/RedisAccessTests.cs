using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;

namespace Seaworthy.IntegrationTests.Redis;

/// <summary>Who is let in, where to, and over what.</summary>
[Trait("Requirement", "R33")]
[Trait("Server", "Redis")]
public sealed class RedisAccessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_password_opens_and_a_wrong_one_is_told_without_it()
    {
        await using var server = await RedisServer.StartAsync("--requirepass", "s3cret/word");
        await using var client = await server.ConnectAsync(With(server, "redis://:s3cret%2Fword@", "/0"));
        await client.Data.PingAsync();

        foreach (var (login, code) in ((string, string)[])[("redis://:wrong-word@", "WRONGPASS"), ("redis://", "NOAUTH")])
        {
            var failure = await RefusalAsync(With(server, login, "/0"));
            failure.Code.ShouldBe(code);
            failure.Message.ShouldNotContain("wrong-word");
            failure.IsTransient.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_user_may_do_what_its_rules_say_and_is_told_what_it_may_not()
    {
        await using var server = await RedisServer.StartAsync();
        (await server.SayAsync("ACL SETUSER app on >word ~app:* +get +set +hello")).ShouldBe("+OK");
        await using var client = await server.ConnectAsync(With(server, "redis://app:word@", "/0"));
        await client.Data.SetAsync("app:k"u8, "v"u8, TimeSpan.Zero);

        var failure = await Should.ThrowAsync<RedisException>(client.Data.SetAsync("k"u8, "v"u8, TimeSpan.Zero).AsTask());
        failure.Code.ShouldBe("NOPERM");
        await using var tracking = new RedisClient(With(server, "redis://app:word@", "/0"), new NewsOfKeys());
        tracking.Start();
        await UntilAsync(() => tracking.Tracked!.LastFailure is not null);
        tracking.Tracked!.LastFailure!.Message.ShouldContain("CLIENT TRACKING");
    }

    [Fact]
    public async Task A_database_has_its_own_keys_and_one_that_is_not_there_is_told()
    {
        await using var server = await RedisServer.StartAsync("--databases", "20");
        await using var zero = await server.ConnectAsync();
        await using var nineteen = await server.ConnectAsync(With(server, "redis://", "/19"));
        await nineteen.Data.SetAsync("k"u8, "v"u8, TimeSpan.Zero);

        (await zero.Data.GetAsync("k"u8, new byte[1])).ShouldBe(-1);
        (await nineteen.Data.GetAsync("k"u8, new byte[1])).ShouldBe(1);
        (await RefusalAsync(With(server, "redis://", "/20"))).Message.ShouldContain("database 20");
    }

    [Fact]
    public async Task Over_TLS_a_certificate_is_trusted_by_its_authority_and_not_otherwise()
    {
        var folder = Directory.CreateTempSubdirectory("seaworthy-").FullName;
        await using var plain = await RedisServer.StartAsync();
        var (crt, port) = await OpenTlsAsync(plain, folder);

        var options = plain.Options;
        options.Url = $"rediss://localhost:{port}";
        (await RefusalAsync(options)).Message.ShouldContain("CertificateAuthorityFile");
        options.CertificateAuthorityFile = crt;
        await using var client = await plain.ConnectAsync(options);
        await client.Data.SetAsync("k"u8, new byte[500_000], TimeSpan.Zero);
        (await client.Data.GetAsync("k"u8, new byte[500_000])).ShouldBe(500_000);
        var numbers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => client.Data.IncrementAsync("n"u8).AsTask()));
        numbers.ShouldBe(Enumerable.Range(1, 500).Select(n => (long)n));
        options.Url = $"rediss://127.0.0.1:{port}";
        (await RefusalAsync(options)).Message.ShouldContain("certificate");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_CA_file_that_cannot_be_read_at_a_reconnect_is_read_at_the_next()
    {
        var folder = Directory.CreateTempSubdirectory("seaworthy-").FullName;
        await using var server = await RedisServer.StartAsync();
        var (crt, port) = await OpenTlsAsync(server, folder);
        var (authority, pem) = (Path.Combine(folder, "authority.crt"), await File.ReadAllTextAsync(crt));
        await File.WriteAllTextAsync(authority, pem);
        var options = server.Options;
        (options.Url, options.CertificateAuthorityFile) = ($"rediss://localhost:{port}", authority);
        await using var client = await server.ConnectAsync(options);

        foreach (var (spoil, mend) in ((Action, Action)[])
        [
            (() => File.WriteAllText(authority, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), () => { }), // no certificate
            (() => { File.Delete(authority); Directory.CreateDirectory(authority); }, () => Directory.Delete(authority)), // nothing that may be read
        ])
        {
            spoil();
            var broken = client.Data.Generation;
            await server.SayAsync("CLIENT KILL TYPE normal SKIPME yes");
            await UntilAsync(() => client.Data.Generation > broken && client.Data.LastFailure!.Message.Contains("cannot be reached"));
            client.Data.LastFailure!.IsTransient.ShouldBeTrue();

            mend();
            await File.WriteAllTextAsync(authority, pem);

            await client.WaitUntilUpAsync().WaitAsync(Patience);
        }

        Directory.Delete(folder, recursive: true);
    }

    // With a certificate that is its own authority.
    private static async Task<(string Certificate, int Port)> OpenTlsAsync(RedisServer server, string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var (crt, pem) = (Path.Combine(folder, "redis.crt"), Path.Combine(folder, "redis.key"));
        await File.WriteAllTextAsync(crt, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(pem, key.ExportPkcs8PrivateKeyPem());
        await server.SayAsync($"CONFIG SET tls-cert-file {crt} tls-key-file {pem} tls-ca-cert-file {crt} tls-auth-clients no");
        for (var port = server.Url.Port + 1; port <= server.Url.Port + 100; port++)
        {
            if (await server.SayAsync($"CONFIG SET tls-port {port}") == "+OK")
            {
                return (crt, port);
            }
        }

        throw new InvalidOperationException($"Redis got none of the hundred ports after {server.Url.Port} for TLS.");
    }

    private static RedisOptions With(RedisServer server, string login, string path)
    {
        var options = server.Options;
        options.Url = $"{login}127.0.0.1:{server.Url.Port}{path}";
        return options;
    }

    private static async Task<RedisException> RefusalAsync(RedisOptions options)
    {
        await using var client = new RedisClient(options);
        client.Start();
        await UntilAsync(() => client.Data.LastFailure is not null);
        return client.Data.LastFailure!;
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!isTrue())
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Patience);
            await Task.Yield();
        }
    }
}
