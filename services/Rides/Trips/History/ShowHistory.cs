using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.OpenApi;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Trips.Data;

namespace Seaworthy.Rides.Trips.History;

/// <summary>What happened to a ride, in its order: for its rider, for whoever drives it, and for who looks after all.</summary>
internal sealed class ShowHistory(Session<TripsDb> session)
{
    public static OperationDescription Description { get; } = new("Shows what happened to a ride, in its order") { Response = typeof(RideHistory), Errors = [404] };

    /// <param name="id">Which ride.</param>
    /// <param name="who">Of whom it must be; null for anybody's.</param>
    /// <param name="cancellationToken">The request's.</param>
    public async Task<IResult> HandleAsync(Guid id, string? who, CancellationToken cancellationToken)
    {
        var lines = await session.ReadAsync(
            (db, ct) => db.Events.Where(line => line.Ride.PublicId == id && (who == null || line.Ride.UserId == who || line.Ride.DriverId == who))
                .OrderBy(line => line.Version).Select(line => new { line.Version, line.At, line.Fact }).ToListAsync(ct),
            cancellationToken);
        return lines.Count == 0
            ? Problem.NotFound("Ride", id)
            : TypedResults.Ok(new RideHistory([.. lines.Select(line => new HistoryLine(line.Version, line.At, JsonSerializer.Deserialize<JsonElement>(line.Fact)))]));
    }
}

/// <summary>All lines of a ride.</summary>
internal sealed record RideHistory(IReadOnlyList<HistoryLine> Items);

/// <summary>One of them.</summary>
/// <param name="Version">From 1.</param>
/// <param name="At">When.</param>
/// <param name="Fact">What: its <c>kind</c>, and what belongs to that.</param>
internal sealed record HistoryLine(int Version, DateTime At, JsonElement Fact);
