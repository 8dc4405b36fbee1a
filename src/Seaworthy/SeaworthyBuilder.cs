using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Primitives;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.OpenApi;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Settings;
using Seaworthy.Secrets;
using Seaworthy.Validation;

namespace Seaworthy;

/// <summary>What <c>AddSeaworthy</c> returns: where a host that serves several services adds them.</summary>
public sealed class SeaworthyBuilder
{
    private readonly WebApplicationBuilder _host;
    private Action<SeaworthyOptions> _configure;
    private readonly List<(ServiceProfile Profile, Action<RouteGroupBuilder> MapRoutes)> _modules = [];

    private readonly SettingsScope _scope;
    private readonly SettingsReader _reader;
    private readonly List<SettingsReading> _readings = [];
    private readonly List<ModuleInfo> _infos = [];

    internal SeaworthyBuilder(WebApplicationBuilder host, Action<SeaworthyOptions> configure, bool servesAlone)
    {
        _host = host;
        _configure = configure;
        _scope = new(host.Environment.EnvironmentName, servesAlone);
        SettingsSources.AddTo(host.Configuration, host.Environment, _scope);
        _reader = new(new(host.Configuration), _scope);
        _readings.Add(_reader.ReadProcess(configure));
        Options = _readings[0].Options;
    }

    /// <summary>The settings of the process, read once.</summary>
    public SeaworthyOptions Options { get; }

    internal IServiceCollection Services => _host.Services;

    internal IReadOnlyList<(ServiceProfile Profile, Action<RouteGroupBuilder> MapRoutes)> Modules => _modules;

    /// <summary>Where every setting comes from: the process first, then each service.</summary>
    internal IReadOnlyList<SettingsReading> Readings => _readings;

    internal IReadOnlyList<SettingFault> Faults => [.. _readings.SelectMany(reading => reading.Faults).Distinct()];

    internal SettingLookup Lookup => _reader.Lookup;

    /// <summary>Sets something in code for the process, and for every service that is added after it.</summary>
    internal void Also(Action<SeaworthyOptions> more)
    {
        _configure += more;
        more(Options);
    }

    /// <summary>The Vault that settings come from; null without one.</summary>
    internal VaultProvider? Vault => ((IConfigurationRoot)_host.Configuration).Providers.OfType<VaultProvider>().FirstOrDefault();

    /// <summary>Fires when a source of settings has read itself again.</summary>
    internal IChangeToken ReloadToken() => ((IConfigurationRoot)_host.Configuration).GetReloadToken();

    /// <summary>All settings as their sources have them now, <paramref name="then"/> over them; what was built on the first reading stays.</summary>
    internal IReadOnlyList<SettingsReading> ReadAgain(Action<string, SeaworthyOptions> then)
    {
        var reader = new SettingsReader(new(_host.Configuration), _scope);
        return
        [
            reader.ReadProcess(options => Configure("", options)),
            .. _infos.Select(info => reader.ReadService(info.Name, info.Defaults, options => Configure(info.Name, options))),
        ];

        void Configure(string name, SeaworthyOptions options)
        {
            _configure(options);
            then(name, options);
        }
    }

    /// <summary>Serves <typeparamref name="TModule"/> under its name's prefix.</summary>
    public SeaworthyBuilder AddModule<TModule>()
        where TModule : IModule => Add<TModule>(TModule.MapRoutes);

    /// <summary>
    /// Runs the jobs of <typeparamref name="TModule"/> without serving it (R60): a process for them alone, beside those that serve with <c>Jobs:Enabled</c> off or
    /// on. It answers for its health and its metrics. Both need one database, which is PostgreSQL.
    /// </summary>
    public SeaworthyBuilder AddWorker<TModule>()
        where TModule : IModule => Add<TModule>(mapRoutes: null);

    /// <summary>
    /// Stands in front of a module that another process serves: its settings and its shape hold here, and nothing of it is registered.
    /// </summary>
    internal SeaworthyBuilder AddInFront(ModuleInfo info, Action<RouteGroupBuilder> mapRoutes) => Add(info, mapRoutes, isHere: false, _ => { });

    private SeaworthyBuilder Add<TModule>(Action<RouteGroupBuilder>? mapRoutes)
        where TModule : IModule => Add(TModule.Info, mapRoutes, isHere: true, TModule.AddServices);

    private SeaworthyBuilder Add(ModuleInfo info, Action<RouteGroupBuilder>? mapRoutes, bool isHere, Action<ModuleBuilder> addServices)
    {
        _host.Services.AddDocuments(info.Prefix);
        _host.Services.ConfigureHttpJsonOptions(json => ServiceJson.Apply(json.SerializerOptions));
        _infos.Add(info);
        var reading = _reader.ReadService(info.Name, info.Defaults, _configure);
        _readings.Add(mapRoutes is null ? Working(reading) : reading);
        if (Faults.Count > 0)
        {
            // Nothing is built on settings that cannot be used; UseSeaworthy says all that is wrong with them.
            return this;
        }

        var profile = new ServiceProfile(info.Name, info.Prefix, info.Dialect, _readings[^1].Options)
        {
            Title = info.Title,
            Problems = info.Problems,
            HealthPath = info.HealthPath,
            // A service's description is part of its promise, so it is on unless somebody says no.
            ServesDocuments = isHere && (_readings[^1].Options.OpenApi.Enabled ?? true),
            ServesDocs = isHere && ServesDocs(_readings[^1].Options),
        };
        _modules.Add((profile, mapRoutes ?? (_ => { })));
        addServices(new ModuleBuilder(_host.Services, _host.Configuration, profile));
        return this;
    }

    private static SettingsReading Working(SettingsReading reading)
    {
        const string Key = "Jobs:Enabled";
        return reading.Options.Jobs.Enabled ? reading : reading with
        {
            Faults = [.. reading.Faults, new($"{SeaworthyOptions.Section}:{Key}", "false", "must be on in a process that does nothing but jobs", reading.SourceOf(Key))],
        };
    }

    private ServiceProfile AppItself() => new(_host.Environment.ApplicationName, "", Dialect.Default, Options)
    {
        ServesDocuments = Options.OpenApi.Enabled ?? (_host.Environment.IsDevelopment() || _modules.Count > 0),
        ServesDocs = ServesDocs(Options),
    };

    private bool ServesDocs(SeaworthyOptions options) => options.Docs.Enabled ?? _host.Environment.IsDevelopment();

    // A service that is alone in its process answers at the root too, in its own shape.
    internal ServiceProfiles Profiles() => new(
        _modules is [var only] ? only.Profile : AppItself(),
        _modules.Select(module => module.Profile));
}
