namespace Seaworthy.Services.Tests.Grocery;

/// <summary>What the hosts of images have in common: no job makes one smaller while a test looks at which files there are.</summary>
internal static class WithoutJobs
{
    public static IEnumerable<(string Key, string Value)> Settings => [("Seaworthy:Jobs:Enabled", "false")];
}

/// <summary>The shop's desk, where images are sent.</summary>
public sealed class ImagesTogetherOnSqlite : AdminTogetherOnSqlite
{
    protected override IEnumerable<(string Key, string Value)> Settings => WithoutJobs.Settings;
}

public sealed class ImagesApartOnSqlite : AdminApartOnSqlite
{
    protected override IEnumerable<(string Key, string Value)> Settings => WithoutJobs.Settings;
}

public sealed class ImagesTogetherOnPostgreSql : AdminTogetherOnSqlite
{
    protected override IEnumerable<(string Key, string Value)> Settings => WithoutJobs.Settings;

    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}

public sealed class ImagesApartOnPostgreSql : AdminApartOnSqlite
{
    protected override IEnumerable<(string Key, string Value)> Settings => WithoutJobs.Settings;

    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
