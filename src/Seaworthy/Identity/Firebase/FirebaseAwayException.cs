namespace Seaworthy.Identity.Firebase;

/// <summary>The issuer's keys are not known and cannot be fetched: whether a token is good is nobody's to say at the moment.</summary>
internal sealed class FirebaseAwayException(string message, Exception? cause) : Exception(message, cause);
