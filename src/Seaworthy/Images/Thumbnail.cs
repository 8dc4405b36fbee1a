namespace Seaworthy.Images;

/// <summary>A smaller image, as two files that show the same.</summary>
/// <param name="Width">Pixels at the most.</param>
/// <param name="WebP">The smaller file.</param>
/// <param name="Jpeg">What every program shows.</param>
public sealed record Thumbnail(int Width, string WebP, string Jpeg);
