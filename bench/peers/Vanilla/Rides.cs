using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.Peers.Vanilla;

/// <summary>A rider's rides, newest first, and a new one. Whoever calls is whom the header names, and nobody looks for a driver.</summary>
internal static class Rides
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/rides", async (RidesDb db, HttpRequest request, CancellationToken ct, int page = 1, int limit = 20) =>
        {
            var rider = Rider(request);
            var mine = db.Rides.AsNoTracking().Where(ride => ride.UserId == rider);
            var total = await mine.CountAsync(ct);
            var rows = await mine.OrderByDescending(ride => ride.Id).Skip((page - 1) * limit).Take(limit).ToListAsync(ct);
            return new RidePage([.. rows.Select(RideDto.Of)], (total + limit - 1) / limit, page);
        });
        app.MapPost("/rides", async (NewRide body, RidesDb db, HttpRequest request, CancellationToken ct) =>
        {
            var ride = Fare.Ask(body, Rider(request), TimeProvider.System.GetUtcNow().UtcDateTime);
            db.Rides.Add(ride);
            await db.SaveChangesAsync(ct);
            return Results.Created($"/rides/{ride.PublicId}", RideDto.Of(ride));
        });
    }

    private static string Rider(HttpRequest request) => request.Headers.Authorization.ToString().Replace("Development ", "development:", StringComparison.Ordinal);
}

internal sealed record NewRide(RidePlace Pickup, RidePlace Dropoff);

internal sealed record RidePlace(double Lat, double Lon, string? Name = null)
{
    public int LatE6 => (int)Math.Round(Lat * 1e6);

    public int LonE6 => (int)Math.Round(Lon * 1e6);
}

/// <summary>The rides' table as a context of its own sees it.</summary>
internal sealed class RidesDb(DbContextOptions<RidesDb> options) : DbContext(options)
{
    public DbSet<Ride> Rides => Set<Ride>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseSnakeCase("rides_trips");
}

/// <summary>A row.</summary>
internal sealed class Ride
{
    public long Id { get; set; }

    public Guid PublicId { get; set; }

    public int Version { get; set; } = 1;

    public required string UserId { get; set; }

    public string Status { get; set; } = "requested";

    public int Round { get; set; } = 1;

    public int? PickupLatE6 { get; set; }

    public int? PickupLonE6 { get; set; }

    public string? PickupName { get; set; }

    public int? DropoffLatE6 { get; set; }

    public int? DropoffLonE6 { get; set; }

    public string? DropoffName { get; set; }

    public int DistanceM { get; set; }

    public long QuoteCents { get; set; }

    public long? FareCents { get; set; }

    public string Currency { get; set; } = "EUR";

    public string Payment { get; set; } = "none";

    public string? PaymentReason { get; set; }

    public string? DriverId { get; set; }

    public string? DriverName { get; set; }

    public string? Vehicle { get; set; }

    public string? Plate { get; set; }

    public string Refused { get; set; } = "[]";

    public DateTime Until { get; set; }

    public DateTime RequestedAt { get; set; }

    public DateTime? MatchedAt { get; set; }

    public DateTime? AcceptedAt { get; set; }

    public DateTime? StartedAt { get; set; }

    public DateTime? EndedAt { get; set; }

    public DateTime? PaidAt { get; set; }
}

/// <summary>A ride as its JSON shows it.</summary>
internal sealed record RideDto(
    Guid Id, string Status, string Rider, decimal? PickupLat, decimal? PickupLon, string? PickupName, decimal? DropoffLat, decimal? DropoffLon, string? DropoffName,
    int DistanceM, decimal Quote, decimal? Fare, string Currency, string Payment, string? PaymentReason, string? Driver, string? DriverName, string? Vehicle, string? Plate,
    DateTime RequestedAt, DateTime? MatchedAt, DateTime? AcceptedAt, DateTime? StartedAt, DateTime? EndedAt, DateTime? PaidAt, int Version)
{
    public static RideDto Of(Ride ride) => new(
        ride.PublicId, ride.Status, ride.UserId, Degrees(ride.PickupLatE6), Degrees(ride.PickupLonE6), ride.PickupName, Degrees(ride.DropoffLatE6), Degrees(ride.DropoffLonE6),
        ride.DropoffName, ride.DistanceM, ride.QuoteCents / 100m, ride.FareCents / 100m, ride.Currency, ride.Payment, ride.PaymentReason, ride.DriverId, ride.DriverName,
        ride.Vehicle, ride.Plate, ride.RequestedAt, ride.MatchedAt, ride.AcceptedAt, ride.StartedAt, ride.EndedAt, ride.PaidAt, ride.Version);

    private static decimal? Degrees(int? millionths) => millionths / 1_000_000m;
}

/// <summary>A page, and how many there are.</summary>
internal sealed record RidePage(
    IReadOnlyList<RideDto> Rides, [property: JsonPropertyName("totalPages")] int TotalPages, [property: JsonPropertyName("currentPage")] int CurrentPage);
