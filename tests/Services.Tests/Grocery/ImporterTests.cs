using System.Text;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Hosting;

namespace Seaworthy.Services.Tests.Grocery;

/// <summary>Catalogues as people have them (R28).</summary>
[Trait("Requirement", "R28")]
public abstract class ImporterTests : IAsyncLifetime
{
    private ImporterShop _shop = null!;

    public async Task InitializeAsync() => _shop = await ImporterShop.OpenAsync(await CreateDatabaseAsync());

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Fact]
    public async Task Good_rows_are_loaded_and_bad_ones_reported_with_their_line()
    {
        var report = await _shop.LoadAsync("""
            code,name,price,category
            2000000000015,Apples,2.49,Fruit
            2000000000022,,1.00,Fruit
            2000000000039,Pears,free,Fruit
            2000000000046,"Plums,
            blue",3.10,Fruit
            2000000000015,Apples again,2.49,Fruit
            2000000000053,Gold,79228162514264337593543950335,Fruit
            2000000000060,Cherries,4.99,Fruit
            """);

        (report.Added, report.Changed, report.Unchanged, report.Rejected).ShouldBe((3, 0, 0, 4));
        (await _shop.ProductsAsync()).Select(p => (p.Name, p.Price)).ShouldBe([("Apples", 249), ("Plums,\nblue", 310), ("Cherries", 499)]);
        var lines = await File.ReadAllLinesAsync(report.RejectsFile!);
        lines[0].ShouldBe("line,outcome,reason");
        lines[1..].Select(line => line.Split(',')[0]).ShouldBe(["3", "4", "7", "8"]);
        lines[1].ShouldContain("has no name");
        lines[2].ShouldContain("the price 'free' is not an amount");
        lines[3].ShouldContain("repeats line 2");
    }

    [Fact]
    public async Task A_second_run_changes_nothing_and_a_changed_row_only_itself()
    {
        const string Catalogue = "code,name,price\n2000000000015,Apples,2.49\n2000000000022,Pears,\n,No code,1.00\n";
        await _shop.LoadAsync(Catalogue);
        var before = await _shop.ProductsAsync();

        var again = await _shop.LoadAsync(Catalogue);
        var changed = await _shop.LoadAsync(Catalogue.Replace("Pears", "Green pears", StringComparison.Ordinal));

        (again.Added, again.Changed, again.Unchanged, again.Rejected).ShouldBe((0, 0, 3, 0));
        (changed.Added, changed.Changed, changed.Unchanged, changed.Rejected).ShouldBe((0, 1, 2, 0));
        var after = await _shop.ProductsAsync();
        after.Select(p => (p.Id, p.Price)).ShouldBe(before.Select(p => (p.Id, p.Price)));
        after.Select(p => (p.Name, p.Version)).ShouldBe([("Apples", 1), ("Green pears", 2), ("No code", 1)]);
        (await _shop.ReadAsync(db => db.ProductWords.Where(w => w.ProductId == after[1].Id).Select(w => w.Word).Order().ToListAsync())).ShouldBe(["green", "pears"]);
    }

    [Fact]
    [Trait("Requirement", "R86")]
    public async Task An_image_that_staff_have_uploaded_survives_the_next_catalogue()
    {
        const string Uploaded = "/grocery/images/0123456789abcdef0123456789abcdef.png";
        await _shop.LoadAsync($"code,name,price,image_url\n2000000000015,Apples,2.49,{Uploaded}\n2000000000022,Pears,1.00,https://old.example/p.png\n");

        var changed = await _shop.LoadAsync("code,name,price,image_url\n2000000000015,Apples,2.49,\n2000000000022,Pears,1.00,https://new.example/p.png\n");

        (changed.Changed, changed.Unchanged).ShouldBe((1, 1));
        (await _shop.ProductsAsync()).Select(p => p.ImageUrl).ShouldBe([Uploaded, "https://new.example/p.png"]);
    }

    [Theory]
    [InlineData("code,name\n2000000000015,Apples\n2000000000022,Pears\n")]
    [InlineData("code,name,price,description,category,image_url\n2000000000015,Apples,,,,\n2000000000022,Pears,,,,\n")]
    public async Task A_catalogue_without_prices_loaded_again_leaves_the_price_and_description_that_staff_have_set(string catalogue)
    {
        await _shop.LoadAsync(catalogue);
        var apples = (await _shop.ProductsAsync())[0].Id;
        await _shop.WriteAsync(async db =>
        {
            var product = await db.Products.SingleAsync(p => p.Id == apples);
            (product.Price, product.Description, product.ImageUrl) = (329, "From the hill.", "https://shop.example/apples.png");
            product.Category = new() { Name = "Fruit", Slug = "fruit" };
        });

        var again = await _shop.LoadAsync(catalogue);
        var renamed = await _shop.LoadAsync(catalogue.Replace("Apples", "Green apples", StringComparison.Ordinal));

        (again.Changed, renamed.Changed).ShouldBe((0, 1));
        var kept = (await _shop.ProductsAsync())[0];
        (kept.Name, kept.Price, kept.Description, kept.ImageUrl, kept.Category?.Name).ShouldBe(("Green apples", 329, "From the hill.", "https://shop.example/apples.png", "Fruit"));
    }

    [Fact]
    [Trait("Requirement", "R28")]
    public async Task Demo_data_that_comes_again_leaves_what_somebody_made_of_it()
    {
        var first = await _shop.LoadDemoAsync();
        var product = (await _shop.ProductsAsync())[0];
        await _shop.WriteAsync(async db =>
        {
            (await db.Products.Include(p => p.Words).SingleAsync(p => p.Id == product.Id)).Rename("Mine now");
            await db.Products.Where(p => p.Id == product.Id + 1).ExecuteDeleteAsync();
        });

        var again = await _shop.LoadDemoAsync();

        (again.Added, again.Changed, again.Unchanged).ShouldBe((1, 0, first.Added - 1));
        (await _shop.ProductsAsync()).Single(p => p.Id == product.Id).Name.ShouldBe("Mine now");
    }

    [Fact]
    public async Task Missing_prices_are_between_0_49_and_19_99_and_the_same_each_time_or_refused()
    {
        var catalogue = "code,name\n" + string.Concat(Enumerable.Range(0, 300).Select(n => $"{200000000 + n},Thing {n}\n"));
        await _shop.LoadAsync(catalogue);
        var prices = (await _shop.ProductsAsync()).Select(p => p.Price).ToList();

        prices.Min().ShouldBeGreaterThanOrEqualTo(49);
        prices.Max().ShouldBeLessThanOrEqualTo(1999);
        prices.Distinct().Count().ShouldBeGreaterThan(100);
        (await _shop.LoadAsync(catalogue)).Unchanged.ShouldBe(300);
        var refused = await _shop.LoadAsync(catalogue, requirePrice: true);
        (refused.Added, refused.Rejected).ShouldBe((0, 300));
        (await File.ReadAllTextAsync(refused.RejectsFile!)).ShouldContain("2,rejected,has no price");
    }

    [Theory]
    [InlineData("name;price\nBread;1,20\n", null)]
    [InlineData("name\tprice\n\"Bread\t1.20\n", null)]
    [InlineData("\ufeffname,price\r\nBread,1.20\r\n", null)]
    [InlineData("name,price\n\"Bread\",\"1.20\"", null)]
    [InlineData("label,cost\nBread,1.20\n", "name=label,price=COST")]
    [InlineData("PRODUCT_NAME,unit_price,other\nBread,1.2\n", null)]
    public async Task Separators_quotes_marks_and_other_names_of_columns_are_understood(string text, string? map)
    {
        (await _shop.LoadAsync(text, map)).Added.ShouldBe(1);

        var bread = (await _shop.ProductsAsync()).Single();
        (bread.Name.Trim('"'), bread.Price).ShouldBe(("Bread", 120));
    }

    [Fact]
    public async Task Two_spellings_of_a_category_are_one()
    {
        await _shop.LoadAsync("name,category\nA,Sugary snacks\nB,en:sugary-snacks\nC,SUGARY  SNACKS\nD,\n");

        (await _shop.ReadAsync(db => db.Categories.Select(c => c.Name).ToListAsync())).ShouldBe(["Sugary snacks"]);
        (await _shop.ProductsAsync()).Select(p => p.CategoryId is not null).ShouldBe([true, true, true, false]);
    }

    [Fact]
    [Trait("Requirement", "R4")]
    public async Task Text_of_a_catalogue_is_cleaned_and_bounded_as_a_caller_s_is()
    {
        var report = await _shop.LoadAsync($"""
            name,description,category,image_url
            <b>Bread</b> & <script>alert(1)</script>butter,<i>Fresh</i> a < b,<u>Bakery</u>,
            <script>only</script>,,,
            {string.Concat(Enumerable.Repeat("😀", 200))},{string.Concat(Enumerable.Repeat("😀", 1001))},,
            {new string('n', 201)},,,
            Long links,,{new string('c', 300)},{new string('u', 2001)}
            Nul,a{'\0'}b,,
            """);

        (report.Added, report.Rejected).ShouldBe((3, 3));
        var products = await _shop.ProductsAsync();
        (products[0].Name, products[0].Description, products[0].Category!.Name).ShouldBe(("Bread & butter", "Fresh a < b", "Bakery"));
        products[1].Description.EnumerateRunes().Count().ShouldBe(1000);
        products[1].Description.ShouldEndWith("😀...");
        (products[2].ImageUrl, products[2].Category!.Name.Length).ShouldBe((null, 200));
        (await File.ReadAllTextAsync(report.RejectsFile!)).ShouldContain("the description had 1001 characters and was shortened to 1000");
    }

    [Fact]
    public async Task A_row_in_Windows_1252_is_rejected_and_named()
    {
        var report = await _shop.LoadAsync([.. "name,price,note\nBread,1.20,\nCaf"u8, 0xE9, .. ",2.10,\nTea,0.90,\nRolls,3.00,no column of ours: "u8, 0xE9, .. "\nKäse,4.00,\n"u8]);

        (report.Added, report.Rejected).ShouldBe((4, 1));
        (await _shop.ProductsAsync()).Select(p => p.Name).ShouldBe(["Bread", "Tea", "Rolls", "Käse"]);
        (await File.ReadAllLinesAsync(report.RejectsFile!))[1].ShouldStartWith("3,rejected,\"is not UTF-8");
    }

    [Theory]
    [InlineData("", null, "is empty")]
    [InlineData("price,colour\n1,red\n", null, "No column holds the name. The file has price, colour; say which with --map name=COLUMN.")]
    [InlineData("name\nBread\n", "name=label", "the file has no column 'label'; it has name")]
    [InlineData("name\nBread\n", "title=name", "'title' is no field of a product")]
    public async Task A_file_that_is_no_catalogue_says_what_to_change(string text, string? map, string says) =>
        (await Should.ThrowAsync<SeedException>(() => _shop.LoadAsync(text, map))).Message.ShouldContain(says);

    [Fact]
    public async Task What_is_no_text_is_refused_in_one_sentence()
    {
        var noise = new byte[3 * 1024 * 1024];
        new Random(Seed: 1).NextBytes(noise);

        (await Should.ThrowAsync<SeedException>(() => _shop.LoadAsync(noise))).Message.Length.ShouldBeLessThan(300);
        (await Should.ThrowAsync<SeedException>(() => _shop.LoadAsync([.. "name\n\""u8, .. new byte[3 * 1024 * 1024]]))).Message.ShouldContain("line");
    }

    protected abstract Task<TestDatabase> CreateDatabaseAsync();
}

public sealed class Importer_on_SQLite : ImporterTests
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => Task.FromResult(TestDatabase.Sqlite());
}

[Trait("Server", "PostgreSQL")]
public sealed class Importer_on_PostgreSQL : ImporterTests
{
    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
