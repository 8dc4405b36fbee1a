using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.OpenApi;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.History;

/// <summary>
/// What happened to a ride, in its order: for its rider, for whoever drives it, and for who looks after all. Which drivers said no is nothing to the rider, nor to the one who said yes; and how he pays is nothing to his driver.
/// </summary>
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
                .OrderBy(line => line.Version).Select(line => new Line(line.Version, line.At, line.Fact, line.Ride.UserId)).ToListAsync(ct),
            cancellationToken);
        return lines.Count == 0
            ? Problem.NotFound("Ride", id)
            : TypedResults.Ok(new RideHistory([.. who is null ? lines.Select(line => Shown(line, isNamed: true)) : ShownTo(who, lines)]));
    }

    private static IEnumerable<HistoryLine> ShownTo(string who, List<Line> lines)
    {
        var (facts, isRider) = (lines.ConvertAll(line => RideFact.Read(line.Fact)), lines[0].Rider == who);
        var lastGone = facts.FindLastIndex(fact => fact is DriverGone);
        return lines.Where((_, i) => isRider || facts[i] is not (RidePaid or RidePaymentRefused)).Select(line => Shown(line, isNamed: line.Version - 1 > lastGone));
    }

    private static HistoryLine Shown(Line line, bool isNamed)
    {
        var fact = JsonNode.Parse(line.Fact)!.AsObject();
        if (!isNamed)
        {
            fact.Remove(DriverKept.Named);
        }

        return new(line.Version, line.At, JsonSerializer.SerializeToElement(fact));
    }

    private sealed record Line(int Version, DateTime At, string Fact, string Rider);
}

/// <summary>All lines of a ride.</summary>
internal sealed record RideHistory(IReadOnlyList<HistoryLine> Items);

/// <summary>One of them.</summary>
/// <param name="Version">From 1.</param>
/// <param name="At">When.</param>
/// <param name="Fact">What: its <c>kind</c>, and what belongs to that.</param>
internal sealed record HistoryLine(int Version, DateTime At, JsonElement Fact);
