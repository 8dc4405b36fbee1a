using System.Globalization;
using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.EntityFrameworkCore.AuditTrail;

/// <summary>The trail page after page, the newest first.</summary>
internal static class TrailLists
{
    private static readonly FilterValue Time = new(typeof(DateTime), "an instant such as 2026-11-26T00:00:00Z", text =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) ? at : null) { JsonType = "string" };

    private static readonly DateTime Never = DateTime.SpecifyKind(new DateTime(9999, 1, 1), DateTimeKind.Utc);

    /// <summary>All lines, for whoever administers the service.</summary>
    public static ListDefinition<TrailRow, TrailRow> All { get; } = Fields(List.Of<TrailRow>("audit trail"));

    /// <summary>The lines about one tenant's rows.</summary>
    public static ListDefinition<TrailRow, TrailRow> OfTenant { get; } = Fields(List.Of<TrailRow>("audit trail")).Within<long>((row, tenant) => row.Tenant == tenant);

    /// <summary>The lines about all tenants' rows, with whose they are: for whoever administers a service whose rows are of tenants.</summary>
    public static ListDefinition<TrailRow, TrailRow> OfAllTenants { get; } = Fields(List.Of<TrailRow>("audit trail"))
        .Field("tenant", row => row.Tenant)
        .Field("who_tenant", row => row.WhoTenant)
        .Filter<long>("tenant", FilterValue.Id, (row, tenant) => row.Tenant == tenant)
        .AllTenants();

    private static ListDefinition<TrailRow, TrailRow> Fields(ListDefinition<TrailRow, TrailRow> list) => list
        .Key(row => row.Id)
        .Field("at", row => row.At)
        .Field("action", row => row.Action)
        .Field("object_kind", row => row.ObjectKind)
        .Field("object_id", row => row.ObjectId)
        .Field("columns", row => row.Columns)
        .Field("who", row => row.Who)
        .Field("who_kind", row => row.WhoKind)
        .Field("request_id", row => row.RequestId)
        .Field("address", row => row.Address)
        .Filter<string>("who", FilterValue.Text, (row, who) => row.Who == who)
        .Filter<string>("object_kind", FilterValue.Text, (row, kind) => row.ObjectKind == kind)
        .Filter<string>("object_id", FilterValue.Text, (row, id) => row.ObjectId == id)
        .Range<DateTime>("since", "until", Time, (row, since, until) => row.At >= since && row.At <= until, (DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Utc), Never), "at")
        .Sort("at", row => row.At, descending: true)
        .Strict();
}
