using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.Hosting;
using Seaworthy.Jobs;

namespace Seaworthy.Rides.Contracts;

/// <summary>What is the same for all modules of the rides (S4).</summary>
internal static class RidesService
{
    public const string Name = "rides";

    /// <summary>
    /// How often a job is tried that others depend on: what one module says the others must hear, and a search or an offer must end. With <see cref="Again"/> it is given up after days and not after minutes.
    /// </summary>
    public const int Patience = 10_000;

    /// <summary>Whoever looks after the rides: rebuilds, rides whose driver is gone, everybody's history.</summary>
    public const string Operator = "operator";

    /// <summary>How long after a failure such a job is tried again: somebody waits for each of them, at the roadside or behind a wheel.</summary>
    public static RetryDelay Again { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    /// <summary>A module of it, <c>rides_users</c>: served at <c>/rides/users</c>, its target <c>rides/users</c>.</summary>
    public static ModuleInfo Module(string module, string title, int port = 8000) => new($"{Name}_{module}", title, Dialect.Rides, port)
    {
        Defaults = options =>
        {
            options.Bounds.BodyBytes = 64 * 1024;
            options.Bounds.DeadlineMs = 10_000;
            options.Database.MaxPoolSize = 10; // S4's own
            options.Identity.RequireWords = true;
            options.Identity.Tokens.Audience = Name; // one token for all of them
            options.RateLimiting.Policies[AccountsExtensions.Limit] = "20/minute per address";
        },
    };
}
