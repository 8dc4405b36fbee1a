using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace Seaworthy.Services.Tests.Grocery;

[Trait("Requirement", "R28")]
public sealed class ImporterSampleTests(ITestOutputHelper output)
{
    // Four whole batches of five thousand, and a part of one.
    private const int Many = 22_000;

    // The first columns of an Open Food Facts export, with what is odd in it: other scripts, quotes, commas, no name, no code.
    private const string Equivalent = """"
        code,product_name,brands,quantity,department,categories,ingredients
        3256224126539,"Jus ""fruits de chez nous""",,,,,"Eau, sucre, arôme"
        80425380,Cipolle borettane,Esselunga,340 g,Salty snacks,Sottaceti,"Cipolle, acqua"
        6281100021216,شطة حارة ,,,,,
        4902102121279,贅沢ミルクココア,,,,,
        0000000000000000000000000001,Kod za długi,,,,,
        5000000000005,,Nobody,,,,
        """";

    [Fact]
    public async Task A_real_catalogue_loads_whole_and_a_second_time_changes_nothing()
    {
        await using var shop = await ImporterShop.OpenAsync(TestDatabase.Sqlite());
        var sample = Repository.Path("../shared/data/grocery.sample.csv");
        if (!File.Exists(sample))
        {
            sample = Path.Combine(Path.GetDirectoryName(shop.ReportPath)!, "sample.csv");
            await File.WriteAllTextAsync(sample, Equivalent);
        }

        var first = await shop.LoadFileAsync(sample);
        var second = await shop.LoadFileAsync(sample);

        output.WriteLine($"{sample}: {first.Added} added, {first.Rejected} rejected");
        first.Added.ShouldBeGreaterThan(3);
        (await shop.ReadAsync(db => db.Products.LongCountAsync())).ShouldBe(first.Added);
        (second.Added, second.Changed, second.Unchanged, second.Rejected).ShouldBe((0, 0, first.Added, first.Rejected));
    }

    [Fact]
    public async Task Rows_of_several_batches_load_completely()
    {
        await using var shop = await ImporterShop.OpenAsync(TestDatabase.Sqlite());
        var rows = new StringBuilder("code,name,brand,category,price,description\n");
        for (var n = 0; n < Many; n++)
        {
            rows.Append($"{4_000_000_000_000 + n},\"Thing number {n}, from shelf {n % 97}\",Brand {n % 500},Shelf {n % 97},{n % 19}.{n % 10}9,What there is to say about thing {n}\n");
        }

        var started = Stopwatch.GetTimestamp();
        var report = await shop.LoadAsync(rows.ToString());

        output.WriteLine($"{report.Added} rows in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        (report.Added, report.Rejected).ShouldBe((Many, 0));
        (await shop.ReadAsync(db => db.Products.CountAsync())).ShouldBe(Many);
        (await shop.ReadAsync(db => db.Categories.CountAsync())).ShouldBe(97);
    }
}
