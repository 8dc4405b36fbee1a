namespace Seaworthy.IntegrationTests.Faults;

[Trait("Requirement", "R32")]
public sealed class DataFolderTests
{
    [Fact]
    public async Task A_file_that_is_no_database_stops_the_start_with_its_name_and_the_repair()
    {
        await using var database = TestDatabase.Sqlite();
        await File.WriteAllTextAsync(Path.Combine(database.Folder, "grocery.db"), new string('?', 10_000));

        var stopped = await Should.ThrowAsync<InvalidOperationException>(() => ServedProcess.StartAsync(database));

        stopped.Message.ShouldContain("grocery.db is no SQLite database. Move it away, or choose another folder with --data DIR.");
    }

    [Fact]
    public async Task A_second_process_on_one_folder_is_told_so_and_the_first_serves_on()
    {
        await using var database = TestDatabase.Sqlite();
        await using var first = await ServedProcess.StartAsync(database);

        var stopped = await Should.ThrowAsync<InvalidOperationException>(() => ServedProcess.StartAsync(database));

        stopped.Message.ShouldContain("grocery.db is in use by another process");
        using var client = new HttpClient { BaseAddress = first.Address };
        (await client.GetAsync("/grocery/api/v2/products")).EnsureSuccessStatusCode();
    }
}
