using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.AuditTrail;
using Seaworthy.Build;
using Seaworthy.Cli.Guarding;
using Seaworthy.Hosting.Settings;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Identity.Tokens;
using Seaworthy.RabbitMq;

namespace Seaworthy.Cli.Hosting;

/// <summary>A host with the services that were asked for: settings read, nothing built yet.</summary>
internal sealed class ToolHost
{
    internal ToolHost(WebApplicationBuilder builder, SeaworthyBuilder seaworthy, HostRequest request, string environmentSource)
    {
        EnvironmentSource = environmentSource;
        Builder = builder;
        Seaworthy = seaworthy;
        Request = request;
    }

    public WebApplicationBuilder Builder { get; }

    public SeaworthyBuilder Seaworthy { get; }

    public HostRequest Request { get; }

    /// <summary>Who said which environment this is.</summary>
    public string EnvironmentSource { get; }

    public SeaworthyOptions Options => Seaworthy.Options;

    public bool IsDevelopment => Builder.Environment.IsDevelopment();

    /// <summary>Reads the settings; what is wrong with them stands in <see cref="SeaworthyBuilder.Faults"/>.</summary>
    public static ToolHost Read(HostRequest request)
    {
        var folder = Directory.GetCurrentDirectory();
        var (environment, source) = ToolEnvironment.Read(folder);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment,
            ContentRootPath = folder,
            // Watching a folder that may hold everything somebody owns costs more than a restart.
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. request.Data is null ? (string[])[] : [$"--Seaworthy:DataDirectory={request.Data}"]],
        });
        if (request.IsGateway)
        {
            return GatewayHost.Read(builder, request, source);
        }

        builder.Services.AddEmbeddedSqlite();
        request = request with { Targets = [.. request.Targets.Where(target => builder.Environment.IsDevelopment() || !target.IsForDevelopment)] };
        var seaworthy = builder.AddSeaworthy(configure: null, servesAlone: request.Alone is not null).AddTokens().AddApiKeys().AddRabbitMq();
        foreach (var target in request.Targets)
        {
            target.AddTo(seaworthy);
        }

        return new(builder, seaworthy, request, source);
    }

    /// <summary>Reads the settings and stops when they are wrong; quiet, for commands that do not serve.</summary>
    public static ToolHost ReadForCommand(HostRequest request)
    {
        var host = Read(request);
        host.StopAtFaults();
        host.Builder.Logging.ClearProviders();
        host.Builder.Services.AddSingleton(new Operator(Environment.UserName));
        return host;
    }

    public void StopAtFaults(params IEnumerable<SettingFault> more)
    {
        IReadOnlyList<SettingFault> faults = [.. Seaworthy.Faults, .. LogLevels.Faults(Seaworthy.Lookup), .. more];
        if (faults.Count > 0)
        {
            throw new SettingsException(faults);
        }
    }

    public WebApplication Build()
    {
        var app = Builder.Build();
        app.UseSeaworthy();
        return app;
    }
}
