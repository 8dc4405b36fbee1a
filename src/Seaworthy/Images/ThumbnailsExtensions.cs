using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Seaworthy.Hosting.Health;

namespace Seaworthy.Images;

/// <summary>Makes images smaller where a service asks for it.</summary>
public static class ThumbnailsExtensions
{
    /// <summary>Registers <see cref="Thumbnails"/>, and the line of their program in <c>/health/detailed</c>; after <c>AddSeaworthy</c>.</summary>
    public static IServiceCollection AddThumbnails(this IServiceCollection services)
    {
        services.TryAddSingleton(sp => new ImageTool(sp.GetRequiredService<SeaworthyOptions>().Images, sp.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(sp => new Thumbnails(sp.GetRequiredService<ImageTool>(), sp.GetRequiredService<SeaworthyOptions>().Images, sp.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyCheck, ImageToolCheck>());
        return services;
    }
}
