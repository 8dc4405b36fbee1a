using System.Globalization;
using Seaworthy.Api.Problems;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>The one rule about passwords: long enough (NIST SP 800-63B; others only make people write them down).</summary>
internal static class NewPassword
{
    /// <summary>What is wrong with it, or null. It is never in the answer.</summary>
    public static Problem? Fault(string password, int least, string member)
    {
        var length = password.EnumerateRunes().Count();
        return length >= least ? null : Problem.Validation(
            [new(string.Create(CultureInfo.InvariantCulture, $"must be at least {least} characters, has {length}"), Pointer: $"#/{member}")]);
    }
}
