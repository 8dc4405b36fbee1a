using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.Problems;

namespace Seaworthy.Hosting;

/// <summary>One of the services that a process can serve: what it is, what it registers, which routes it has.</summary>
public interface IModule
{
    /// <summary>What it is.</summary>
    static abstract ModuleInfo Info { get; }

    /// <summary>Registers what its endpoints need.</summary>
    static abstract void AddServices(ModuleBuilder module);

    /// <summary>Maps its endpoints below its prefix.</summary>
    static abstract void MapRoutes(RouteGroupBuilder routes);
}

/// <summary>What a module is.</summary>
/// <param name="Name">Lower-case name: schema, settings section, metric label; target and prefix too, where an underscore becomes a slash: <c>rides_users</c> is <c>rides/users</c>.</param>
/// <param name="Title">For people: <c>GroFast grocery</c>.</param>
/// <param name="Dialect">The shape it speaks.</param>
/// <param name="Port">Port where it is served alone and nobody says otherwise.</param>
public sealed record ModuleInfo(string Name, string Title, Dialect Dialect, int Port = 8000)
{
    /// <summary>What it is called on the command line: <c>grocery</c>, or <c>rides/users</c> where a service is several modules.</summary>
    public string Target => Name.Replace('_', '/');

    /// <summary>Below which path it is served; its target's where it does not say so.</summary>
    public string Prefix
    {
        get => field ?? $"/{Target}";
        init;
    }

    /// <summary>Its document's own numbers, below every setting.</summary>
    public Action<SeaworthyOptions> Defaults { get; init; } = _ => { };

    /// <summary>Where its document has the page that says how it is, below its prefix, beside <c>/health</c>; null for nowhere else.</summary>
    public string? HealthPath { get; init; }

    /// <summary>Problems that only this service answers; each gets its page at <c>/problems/{name}</c>.</summary>
    public IReadOnlyList<ProblemType> Problems { get; init; } = [];
}

/// <summary>Where a module registers what it needs.</summary>
/// <param name="Services">The host's services.</param>
/// <param name="Configuration">The host's configuration.</param>
/// <param name="Profile">The module's profile, its settings already read.</param>
public sealed record ModuleBuilder(IServiceCollection Services, IConfiguration Configuration, ServiceProfile Profile);
