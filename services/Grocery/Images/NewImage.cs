namespace Seaworthy.Grocery.Images;

/// <summary>What an upload answers.</summary>
/// <param name="ImageUrl">Where the image is from now on: a path.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bytes">Size of the file.</param>
internal sealed record NewImage(string ImageUrl, int Width, int Height, long Bytes);
