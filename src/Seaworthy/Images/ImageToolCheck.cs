using Seaworthy.Hosting.Health;

namespace Seaworthy.Images;

/// <summary>The line of the program that makes images smaller in <c>/health/detailed</c>. Without it the images themselves are shown.</summary>
internal sealed class ImageToolCheck(ImageTool tool) : IDependencyCheck
{
    public string Name => "images";

    public bool HasDegradedMode => true;

    public string? Remedy => ImageTool.Remedy;

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        tool.Check();
        return Task.CompletedTask;
    }
}
