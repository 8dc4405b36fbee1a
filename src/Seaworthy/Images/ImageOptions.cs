using Seaworthy.Hosting.Settings;

namespace Seaworthy.Images;

/// <summary>How images are made smaller (R86): by a program in a process of its own, within these bounds. For the process.</summary>
public sealed class ImageOptions
{
    /// <summary>The program, by its name or its path. Default <c>vipsthumbnail</c>, of Debian's <c>libvips-tools</c>.</summary>
    public string Tool { get; set; } = "vipsthumbnail";

    /// <summary>How wide thumbnails are, in pixels, 16 to 4096; wider than the image none is made. Default 160, 320 and 640.</summary>
    public IList<string> Widths { get; } = ["160", "320", "640"];

    /// <summary>Megabytes of address space that the program may have; what needs more is not made smaller. Default 1024.</summary>
    [InRange(192, 65_536)]
    public int MemoryMb { get; set; } = 1024;

    /// <summary>Seconds of one processor that the program may use for each thumbnail. Default 20.</summary>
    [InRange(1, 600)]
    public int CpuSeconds { get; set; } = 20;

    /// <summary>Milliseconds that the program may take for each thumbnail, however busy the machine is. Default 60000.</summary>
    [InRange(100, 600_000)]
    public int TimeoutMs { get; set; } = 60_000;
}
