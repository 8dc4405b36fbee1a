using Seaworthy.EntityFrameworkCore.Mail;
using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>What is to be told to whom.</summary>
internal readonly record struct AccountErrand(ErrandKind Kind, string Email)
{
    /// <summary>As a job, where the service has such. The link's secret is not in it: it is made when the mail is.</summary>
    public static JobKind<AccountErrand> Job { get; } = MailJobs.Kind<AccountErrand>("account-mail");
}

/// <summary>What an errand is about.</summary>
internal enum ErrandKind
{
    /// <summary>He has registered: is the e-mail his?</summary>
    Confirm = 0,

    /// <summary>Somebody has registered with his e-mail, which has an account.</summary>
    KnownAlready = 1,

    /// <summary>Somebody has asked for a new password.</summary>
    Reset = 2,
}
