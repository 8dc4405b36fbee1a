namespace Seaworthy.Grocery.Images;

/// <summary>An image that is on the disk.</summary>
internal sealed record StoredImage(ImageName Name, ImageSize Size, long Bytes);
