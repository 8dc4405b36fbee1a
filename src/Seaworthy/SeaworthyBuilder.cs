using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.OpenApi;
using Seaworthy.Hosting;
using Seaworthy.Validation;

namespace Seaworthy;

/// <summary>What <c>AddSeaworthy</c> returns: where a host that serves several services adds them.</summary>
public sealed class SeaworthyBuilder
{
    private readonly WebApplicationBuilder _host;
    private readonly Action<SeaworthyOptions> _configure;
    private readonly List<(ServiceProfile Profile, Action<RouteGroupBuilder> MapRoutes)> _modules = [];

    internal SeaworthyBuilder(WebApplicationBuilder host, Action<SeaworthyOptions> configure)
    {
        _host = host;
        _configure = configure;
        Options = Read(_ => { }, section: null);
    }

    /// <summary>The settings of the process, read once.</summary>
    public SeaworthyOptions Options { get; }

    internal IReadOnlyList<(ServiceProfile Profile, Action<RouteGroupBuilder> MapRoutes)> Modules => _modules;

    /// <summary>Serves <typeparamref name="TModule"/> under its name's prefix.</summary>
    public SeaworthyBuilder AddModule<TModule>()
        where TModule : IModule
    {
        var info = TModule.Info;
        _host.Services.AddDocuments("/" + info.Name);
        _host.Services.ConfigureHttpJsonOptions(json => ServiceJson.Apply(json.SerializerOptions));
        var options = Read(info.Defaults, $"Services:{info.Name}");
        var profile = new ServiceProfile(info.Name, "/" + info.Name, info.Dialect, options);
        _modules.Add((profile, TModule.MapRoutes));
        TModule.AddServices(new ModuleBuilder(_host.Services, _host.Configuration, profile));
        return this;
    }

    // A service that is alone in its process answers at the root too, in its own shape.
    internal ServiceProfiles Profiles() => new(
        _modules is [var only] ? only.Profile : new ServiceProfile(_host.Environment.ApplicationName, "", Dialect.Default, Options),
        _modules.Select(module => module.Profile));

    private SeaworthyOptions Read(Action<SeaworthyOptions> defaults, string? section)
    {
        var options = new SeaworthyOptions();
        defaults(options);
        _host.Configuration.GetSection(SeaworthyOptions.Section).Bind(options);
        if (section is not null)
        {
            _host.Configuration.GetSection(section).Bind(options);
        }

        _configure(options);
        return options;
    }
}
