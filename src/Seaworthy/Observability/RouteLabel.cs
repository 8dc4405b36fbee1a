namespace Seaworthy.Observability;

/// <summary>
/// How a request's endpoint is called in logs, metrics and traces: the route template, never the path that a caller made up.
/// </summary>
internal static class RouteLabel
{
    public const string Unknown = "(unknown)";
    public const string WrongMethod = "(wrong method)";

    public static string Of(EndpointPlan? plan) => plan?.Kind switch
    {
        EndpointKind.Ordinary => plan.Route,
        EndpointKind.WrongMethod => WrongMethod,
        _ => Unknown,
    };
}
