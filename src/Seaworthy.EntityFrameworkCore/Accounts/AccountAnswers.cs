using Seaworthy.Api.Problems;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>What is refused in the same words wherever it is.</summary>
internal static class AccountAnswers
{
    private const int RetryAfterSeconds = 2;

    /// <summary>For a wrong password, an e-mail that nobody has, and an account that takes none at the moment.</summary>
    public static Problem NotSignedIn { get; } = Problem.Of(
        ProblemTypes.Unauthorized, "E-mail or password is not right, or there were too many tries and this account takes none for a while.");

    /// <summary>For a refresh token that is none, or none any more.</summary>
    public static Problem NotRefreshed { get; } = Problem.Of(ProblemTypes.Unauthorized, "The refresh token is not valid. Sign in again.");

    /// <summary>For a token whose subject has no account.</summary>
    public static Problem NoAccount { get; } = Problem.Of(ProblemTypes.Unauthorized, "The token is of no account here.");

    /// <summary>For a link that is none, or none any more.</summary>
    public static Problem LinkIsOver { get; } = Problem.Of(ProblemTypes.BadRequest, "The token of this link is not valid, was used, or has expired. Ask for a new one.");

    /// <summary>For a link that is good, from somebody who does not show that he has registered.</summary>
    public static Problem NotRegistrant { get; } = Problem.Of(
        ProblemTypes.Unauthorized,
        "This link is for whoever has registered: send a token of the account with it, or its password. Whoever has not registered, or does not know the password, asks for a new one, which confirms the e-mail too.");

    /// <summary>When too many passwords wait to be hashed.</summary>
    public static Problem TooBusy { get; } = Problem.Of(ProblemTypes.Unavailable, "Too many people sign in at this moment.").RetryAfter(RetryAfterSeconds);

    /// <summary>When too many mails wait to be sent.</summary>
    public static Problem TooMuchMail { get; } = Problem.Of(ProblemTypes.Unavailable, "Too many mails wait to be sent.").RetryAfter(RetryAfterSeconds);
}
