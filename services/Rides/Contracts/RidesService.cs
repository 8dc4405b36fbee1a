using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.Hosting;

namespace Seaworthy.Rides.Contracts;

/// <summary>What is the same for all modules of the rides (S4).</summary>
internal static class RidesService
{
    public const string Name = "rides";

    /// <summary>How often what was told is tried: what one module says the others must hear, so that it is given up after days and not after minutes.</summary>
    public const int Patience = 100;

    /// <summary>Whoever looks after the rides: rebuilds, refunds, everybody's history.</summary>
    public const string Operator = "operator";

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
