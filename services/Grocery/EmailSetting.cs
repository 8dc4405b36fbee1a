using System.Net.Mail;
using Microsoft.Extensions.Configuration;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Grocery;

/// <summary>A setting that is somebody's e-mail, or nobody's.</summary>
internal static class EmailSetting
{
    /// <returns>Null where it is not set.</returns>
    /// <exception cref="SettingsException">The setting is no e-mail.</exception>
    public static string? Read(IConfiguration configuration, string setting) => configuration[setting] is not { Length: > 0 } text ? null
        : MailAddress.TryCreate(text, out _) ? text
        : throw new SettingsException([new(setting, text, "must be an e-mail such as owner@example.com", "configuration")]);
}
