using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Hosting;
using Seaworthy.Identity;

namespace Seaworthy.Rides.Contracts;

/// <summary>Who calls, at endpoints that are for whoever is signed in: the subject of his token, by which all modules know him.</summary>
internal sealed class Caller(DevelopmentSignIn signIn)
{
    public string Of(HttpContext context) => signIn.UserOf(context)?.FindFirst("sub")?.Value ?? throw new InvalidOperationException("An endpoint that asks who calls must be for whoever is signed in.");

    /// <summary>His own rows.</summary>
    public ValueTask<RowScope> MineAsync(HttpContext context) => ValueTask.FromResult(RowScope.Of(Of(context)));

    /// <summary>Whether he looks after the rides, and sees all.</summary>
    public bool LooksAfterAll(HttpContext context) => signIn.UserOf(context)?.IsInRole(RidesService.Operator) == true;
}

internal static class CallerExtensions
{
    /// <summary>Once for all modules of a process.</summary>
    public static void AddCaller(this ModuleBuilder module)
    {
        module.Services.TryAddSingleton<DevelopmentSignIn>();
        module.Services.TryAddSingleton<Caller>();
    }
}
