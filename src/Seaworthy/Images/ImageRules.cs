using System.Globalization;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Images;

/// <summary>What settings of images must be beyond their type.</summary>
internal static class ImageRules
{
    private const int Most = 10;

    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        foreach (var width in options.Images.Widths.Where(width => !IsWidth(width)))
        {
            yield return new("Images:Widths", width, "must be a whole number from 16 to 4096");
        }

        if (options.Images.Widths.Count is 0 or > Most)
        {
            yield return new("Images:Widths", $"{options.Images.Widths.Count} of them", $"must be 1 to {Most}: each is two more files of every image");
        }
    }

    public static bool IsWidth(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width is >= 16 and <= 4096;
}
