using QRCoder;

namespace Seaworthy.Cafe.Tables;

/// <summary>What is printed and put on a table. Shown once: whoever loses it makes another.</summary>
/// <param name="TableId">Which table.</param>
/// <param name="Token">What a guest sends in <c>X-Table-Token</c>.</param>
/// <param name="Url">What the code says.</param>
/// <param name="QrSvg">The code as an image.</param>
internal sealed record TableCode(long TableId, string Token, string Url, string QrSvg)
{
    private const int PixelsPerModule = 8;

    /// <summary>The code of a new token. A table is scratched and stained: the code is still read when an eighth of it is not.</summary>
    public static TableCode Of(long table, string token, string url)
    {
        using var data = QRCodeGenerator.GenerateQrCode(url, QRCodeGenerator.ECCLevel.M);
        using var image = new SvgQRCode(data);
        return new(table, token, url, image.GetGraphic(PixelsPerModule));
    }
}
