using Seaworthy.Rides.Trips;
using Seaworthy.Rides.Users;

namespace Seaworthy.Services.Tests.Documents;

/// <summary>The users' module of the rides alone, as the document's users service on its port 4003.</summary>
public class RideUsersHost : ServedAlone<UsersModule>;

public sealed class RideUsersHostOnPostgreSql : RideUsersHost
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

/// <summary>The trips' module alone.</summary>
public class RideTripsHost : ServedAlone<TripsModule>;

public sealed class RideTripsHostOnPostgreSql : RideTripsHost
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
