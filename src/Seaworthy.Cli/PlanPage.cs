using System.Globalization;
using Seaworthy.Admin;
using Seaworthy.Caching.Responses;
using Seaworthy.Hosting.Settings;
using Seaworthy.RateLimiting;
using Seaworthy.Signatures;

namespace Seaworthy.Cli;

/// <summary>A plan as people read it: each value with who said so.</summary>
internal sealed class PlanPage(EndpointPlan plan, SeaworthyBuilder seaworthy, RequestPipeline pipeline)
{
    public int Print(Terminal terminal, string request, bool json)
    {
        var stages = Stages();
        var values = Values().Select(value => new { value.Name, value.Value, source = Source(value.Source) }).ToList();
        if (json)
        {
            terminal.Json(new
            {
                schema = "seaworthy.explain/1", request, plan.Route, plan.Methods, kind = plan.Kind.ToString(), service = plan.Service.Name,
                dialect = plan.Service.Dialect.Name, values, stages,
            });
        }
        else
        {
            terminal.Line(request);
            List<IReadOnlyList<string>> rows =
            [
                ["  endpoint", Found(), ""],
                ["  service", plan.Service.Name, $"dialect {plan.Service.Dialect.Name}"],
                .. values.Select(value => (string[])[$"  {value.Name}", value.Value, value.source]),
            ];
            terminal.Table(rows);
            terminal.Line($"  stages         {string.Join(" > ", stages)}");
        }

        return plan.Kind == EndpointKind.Ordinary ? ExitCode.Yes : ExitCode.No;
    }

    /// <summary>The stages that a request with this plan meets, in order.</summary>
    public List<string> Stages() =>
    [
        .. pipeline.BeforeRouting.Where(entry => entry.Stage!.IsOn(seaworthy.Options)).Select(entry => entry.Name),
        "routing",
        .. pipeline.AfterRouting.Where(entry => plan.Stages.Contains(entry.Stage!)).Select(entry => entry.Name),
    ];

    private string Found() => plan.Kind switch
    {
        EndpointKind.Unknown => "none has this path: 404",
        EndpointKind.WrongMethod => "has this path, but not this method: 405",
        _ => $"{(plan.Methods.Count == 0 ? "any method" : string.Join(',', plan.Methods))} {plan.Route}",
    };

    private IEnumerable<(string Name, string Value, string Source)> Values() =>
    [
        ("class", plan.Class.Value.ToString().ToLowerInvariant(), plan.Class.Source),
        ("deadline", plan.Deadline.Value is { } limit ? string.Create(CultureInfo.InvariantCulture, $"{limit.TotalMilliseconds:#,0} ms") : "none", plan.Deadline.Source),
        ("body limit", plan.BodyLimit.Value is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0} bytes") : "the server's", plan.BodyLimit.Source),
        ("query budget", plan.QueryBudget.Value is { } budget ? string.Create(CultureInfo.InvariantCulture, $"{budget} statements") : "none", plan.QueryBudget.Source),
        .. Limits(),
        ("idempotency", plan.Idempotency.Value?.ToString() ?? "none", plan.Idempotency.Source),
        .. Cache(),
        ("callers", plan.Access.Callers.Value, plan.Access.Callers.Source),
        .. plan.HasNetworks ? [("networks", string.Join(", ", plan.Service.Options.Admin.Networks), AdminRules.NetworksKey)] : Array.Empty<(string, string, string)>(),
        .. Signature(),
        ("deprecation", plan.Deprecation is { } old ? string.Create(CultureInfo.InvariantCulture, $"since {old.Since:yyyy-MM-dd}, use {old.Successor}") : "none", plan.Deprecation is null ? "default" : "endpoint"),
    ];

    private IEnumerable<(string Name, string Value, string Source)> Limits()
    {
        var options = plan.Service.Options.RateLimiting;
        if (!options.Enabled || (!plan.Limits.CountsByAddress && plan.Limits.Words.Count == 0))
        {
            return [("limits", "none", options.Enabled ? "endpoint" : "RateLimiting:Enabled")];
        }

        var named = plan.Limits.Words.Select(word => (
            $"limit {word.Policy}",
            Shown(options.Policies[word.Policy]) + (word.Cost == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", costs {word.Cost}")),
            $"{RateLimitingRules.PoliciesKey}:{word.Policy}"));
        var all = plan.Limits.CountsByAddress ? named.Prepend(($"limit {ServiceLimits.AddressName}", Shown(options.Address), RateLimitingRules.AddressKey)) : named;
        return seaworthy.Options.RateLimiting.Store == LimitStore.Process ? all : all.Append(("limits", Counted(options), RateLimitingRules.StoreKey));
    }

    private static string Counted(RateLimitingOptions options) => "counted in Redis; without it " + options.WhenAway switch
    {
        LimitWhenAway.Open => "open",
        LimitWhenAway.Closed => "closed",
        _ => string.Create(CultureInfo.InvariantCulture, $"each process counts 1/{options.Nodes} of them"),
    };

    private IEnumerable<(string Name, string Value, string Source)> Cache() => plan.Recall is not { } recall ? [("cache", plan.Origin is null ? "none" : "as the upstream says (RFC 9111)", plan.Origin is null ? "default" : "endpoint")] :
    [
        ("cache", string.Create(CultureInfo.InvariantCulture, $"{recall.Ttl.Value.TotalSeconds:#,0} s{(recall.Entity is null ? "" : $" ({recall.Entity})")}"), recall.Ttl.Source),
        ("cache key", $"path, {string.Join(", ", recall.Query!)}{Readers(recall)}", "endpoint"),
        ("cache tags", recall.Tags.Count == 0 ? "none" : string.Join(", ", recall.Tags), "endpoint"),
    ];

    private IEnumerable<(string Name, string Value, string Source)> Signature()
    {
        var options = plan.Service.Options.Signatures;
        if (!plan.IsSigned)
        {
            return [];
        }

        var memory = seaworthy.Options.Redis.Url is null ? "this process knows what was here"
            : seaworthy.Options.Signatures.WhenAway == SignatureWhenAway.Closed ? "Redis knows what was here; without it 503" : "Redis knows what was here; without it each process what it has seen";
        var bare = options.BareKey is { } key ? $"; the body alone from {key}" : "";
        return [("signature", string.Create(CultureInfo.InvariantCulture, $"within {options.SkewSeconds} s, once: {memory}{bare}"), "endpoint")];
    }

    private static string Readers(RecallPlan recall) =>
        recall.Scope is not null ? ", whose rows they are" : recall.IsForEverybody ? "" : "; not for requests with credentials";

    private static string Shown(string limit) => LimitText.Parse(limit, out _) is { } spec ? LimitText.Show(spec) : LimitText.Off;

    // "Bounds:DeadlineMs" in a plan is the setting; the reading knows who set it.
    private string Source(string source)
    {
        var reading = seaworthy.Readings.FirstOrDefault(reading => reading.Name == plan.Service.Name) ?? seaworthy.Readings[0];
        return SettingsSchema.Find(source) is null ? source : $"{source}: {reading.SourceOf(source)}";
    }
}
