using System.Globalization;

namespace Seaworthy.Mail;

/// <summary>
/// Mails as files, one each, the newest last by name; a mail program opens them. They hold links that let somebody in, so that only their owner may
/// read them, and the oldest go when there are too many.
/// </summary>
internal sealed class FileMailer(string folder, Mailbox from, TimeProvider time) : IMailer
{
    /// <summary>How many are kept.</summary>
    public const int Most = 1000;

    public async Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var content = MailContent.Write(message, from, Mailbox.Of(message.To), now);
        Directory.CreateDirectory(folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd'T'HHmmss.fff}-{Guid.CreateVersion7(now):N}.eml");
        await using (var file = new FileStream(Path.Combine(folder, name), OwnerOnly()))
        {
            await file.WriteAsync(content, cancellationToken);
        }

        Forget();
    }

    private void Forget()
    {
        var files = Directory.GetFiles(folder, "*.eml");
        if (files.Length > Most)
        {
            foreach (var oldest in files.Order(StringComparer.Ordinal).Take(files.Length - Most))
            {
                File.Delete(oldest);
            }
        }
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
