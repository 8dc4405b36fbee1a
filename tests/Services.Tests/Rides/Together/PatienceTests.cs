using System.Reflection;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.Jobs;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Payments;
using Seaworthy.Rides.Payments.Data;
using Seaworthy.Rides.Provider.Charges;
using Seaworthy.Rides.Trips;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.History;

namespace Seaworthy.Services.Tests.Rides.Together;

/// <summary>A job that is dead keeps a driver for ever, or a fare from ever being owed: those that others depend on are tried for days, and often.</summary>
[Trait("Requirement", "R22")]
[Trait("Requirement", "R60")]
public sealed class PatienceTests(RidesOnSqlite host) : IClassFixture<RidesOnSqlite>
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    // What is asked for anew by somebody else: each minute by the calendar, by whoever looks after the rides, and by a provider who is none of ours.
    private static readonly IJobKind[] AskedAnew = [ChargeRider.Kind, RebuildRides.Kind, SettleCharge.Kind, TellCharge.Kind];

    private IReadOnlyList<JobRegistry> Registries => [host.Get<JobParts<TripsDb>>().Registry, host.Get<JobParts<DriversDb>>().Registry, host.Get<JobParts<PaymentsDb>>().Registry];

    [Fact]
    public void Every_kind_by_which_a_module_hears_another_one_or_ends_a_search_or_an_offer_has_the_rides_patience()
    {
        var heard = Registries.SelectMany(registry => registry.Consumers).Select(consumer => consumer.Name).ToList();
        var patient = Kinds.Except(Registries.SelectMany(registry => registry.Schedules).Select(schedule => schedule.Kind)).Except(AskedAnew).ToList();

        patient.Select(kind => kind.Name).Intersect(heard).Count().ShouldBe(heard.Count);
        patient.Count.ShouldBeGreaterThan(heard.Count, "those that end a search or an offer are among them");
        patient.Where(kind => kind.MaxAttempts < RidesService.Patience || kind.Retry.Most > Most).Select(kind => kind.Name).ShouldBeEmpty();
    }

    [Fact]
    public void That_patience_is_one_of_days() => (RidesService.Patience * RidesService.Again.Most / 2).ShouldBeGreaterThan(TimeSpan.FromDays(1), "a half of each wait is drawn");

    // All of them: a kind that nobody has thought of here must be patient.
    private static IEnumerable<IJobKind> Kinds => typeof(TripsModule).Assembly.GetTypes()
        .SelectMany(type => type.GetProperties(BindingFlags.Static | BindingFlags.Public)).Where(property => typeof(IJobKind).IsAssignableFrom(property.PropertyType))
        .Select(property => (IJobKind)property.GetValue(null)!);
}
