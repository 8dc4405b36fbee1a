using System.Text.Json;
using FsCheck;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>A service as the fuzz sees it.</summary>
internal sealed record FuzzSubject
{
    /// <summary>Its name, which tokens of it are for.</summary>
    public required string Service { get; init; }

    /// <summary>Parameters that its lists read, beside those that every list may.</summary>
    public required string[] Parameters { get; init; }

    /// <summary>Members of its bodies, and some that none has.</summary>
    public required string[] Members { get; init; }

    /// <summary>What a request says of who sends it, in <c>Authorization</c>; null for nothing.</summary>
    public string?[] SignIns { get; init; } = [null];

    /// <summary>Numbers up to here are those of rows, more or less.</summary>
    public required int Rows { get; init; }

    /// <summary>A body that a route takes, or nearly so.</summary>
    public required Func<string, Gen<string>> Body { get; init; }

    /// <summary>Whether a failure has the service's shape; null where it has.</summary>
    public required Func<JsonElement, int, string?> FailureFault { get; init; }

    /// <summary>The content type of failures.</summary>
    public required string FailureType { get; init; }

    /// <summary>Methods and statuses that a long enough run meets: one that meets only first checks would prove little.</summary>
    public required string[] Meets { get; init; }

    /// <summary>Where the service still answers with 200 after all of it.</summary>
    public required string Alive { get; init; }

    /// <summary>The members of the bodies of <paramref name="types"/> as they are written, and some that nobody thought of.</summary>
    public static string[] MembersOf(params Type[] types) =>
        [.. types.SelectMany(type => type.GetProperties()).Select(member => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name)).Distinct(), "id", "", "\\u0000", "__proto__", "Name", "nam\\u0065"];
}
