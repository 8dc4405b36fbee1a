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

/// <summary>What the hosts of smaller images have in common: so little memory that a bomb need not be a large one.</summary>
internal static class WithLittleMemory
{
    public static IEnumerable<(string Key, string Value)> Settings => [("Seaworthy:Images:MemoryMb", "256")];
}

public sealed class ThumbnailsTogetherOnSqlite : AdminTogetherOnSqlite
{
    protected override IEnumerable<(string Key, string Value)> Settings => WithLittleMemory.Settings;
}

public sealed class ThumbnailsApartOnPostgreSql : AdminApartOnSqlite
{
    protected override IEnumerable<(string Key, string Value)> Settings => WithLittleMemory.Settings;

    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
