using Seaworthy.Hosting.Health;

namespace Seaworthy.Mail;

/// <summary>The mail server's line in <c>/health/detailed</c>. Mails wait for it, and nothing else does.</summary>
internal sealed class SmtpCheck(SmtpServer server, TimeProvider time) : IDependencyCheck
{
    public string Name => "mail";

    public bool HasDegradedMode => true;

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var session = await SmtpSession.OpenAsync(server, time, cancellationToken);
        await session.QuitAsync();
    }
}
