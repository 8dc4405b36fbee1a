namespace Seaworthy.Gateway;

/// <summary>How <c>Gateway:Routes</c> writes where a service is.</summary>
internal static class GatewayRoutes
{
    /// <summary>The addresses of a service's copies.</summary>
    public static IEnumerable<string> Addresses(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
