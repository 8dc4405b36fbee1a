namespace Seaworthy.Images;

/// <summary>An image was not made smaller.</summary>
/// <param name="isForGood">The image is at fault, and no further attempt can succeed; false where the machine is.</param>
/// <param name="message">What happened, for operators.</param>
/// <param name="inner">What was behind it.</param>
public sealed class ThumbnailException(bool isForGood, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The image is at fault, and no further attempt can succeed.</summary>
    public bool IsForGood => isForGood;
}
