using Seaworthy.Hosting.Settings;

namespace Seaworthy.Api.Problems;

/// <summary>How errors look (R42).</summary>
public sealed class ProblemsOptions
{
    /// <summary>Answers exceptions and empty errors as RFC 9457 problems, or in the service's dialect. Default on.</summary>
    [OfProcess]
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Where problem types are explained; <c>type</c> is this and the problem's name. Default <c>/problems/</c>. A path
    /// is served by the layer; an address of its own is not.
    /// </summary>
    public string TypeBase { get; set; } = "/problems/";
}
