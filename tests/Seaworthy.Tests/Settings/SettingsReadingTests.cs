using Microsoft.Extensions.Configuration;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Tests.Settings;

[Trait("Requirement", "R63")]
public sealed class SettingsReadingTests
{
    [Fact]
    public void A_service_has_the_strongest_of_kit_service_process_and_own_section()
    {
        var reader = Reader(false,
            ("Seaworthy:Bounds:UrlChars", "3000"),
            ("Seaworthy:Bounds:HeaderChars", "9000"),
            ("Services:grocery:Bounds:HeaderChars", "7000"));

        var bounds = reader.ReadService("grocery", options => options.Bounds.DeadlineMs = 10_000, _ => { });

        bounds.Faults.ShouldBeEmpty();
        bounds.Options.Bounds.DeadlineMs.ShouldBe(10_000);
        bounds.Options.Bounds.UrlChars.ShouldBe(3000);
        bounds.Options.Bounds.HeaderChars.ShouldBe(7000);
        bounds.SourceOf("Bounds:DeadlineMs").ShouldBe("grocery's own default");
        bounds.SourceOf("Bounds:JsonDepth").ShouldBe("default");
        bounds.Values.Single(value => value.Setting.Key == "Bounds:HeaderChars").Key.ShouldBe("Services:grocery:Bounds:HeaderChars");
    }

    [Theory]
    [InlineData("Secrets:CursorKey", "Secrets:CursorKey")]
    [InlineData("client:trustedproxies:0", "Client:TrustedProxies")]
    [InlineData("Drain:GraceMs", "Drain:GraceMs")]
    [InlineData("Management:Port", "Management:Port")]
    [InlineData("Problems:Enabled", "Problems:Enabled")]
    [InlineData("Idempotency:MemoryBytes", "Idempotency:MemoryBytes")]
    [InlineData("Gateway:Routes:cafe", "Gateway:Routes:cafe")]
    public void What_the_whole_process_has_once_is_refused_for_one_service_and_says_where_it_belongs(string key, string place)
    {
        var fault = Reader(false, ($"Services:grocery:{key}", "7")).ReadService("grocery", _ => { }, _ => { }).Faults.ShouldHaveSingleItem();

        fault.Key.ShouldBe($"Services:grocery:{key}");
        fault.Must.ShouldBe($"is the whole process's and no service's own: set Seaworthy:{place} in its place");
    }

    [Fact]
    public void A_list_comes_whole_from_the_strongest_source_and_replaces_the_default()
    {
        var options = Read(
            false,
            ("Seaworthy:Client:TrustedProxies:0", "10.0.0.0/8"),
            ("Seaworthy:Cors:Origins", "https://a.example, https://b.example"));

        options.Client.TrustedProxies.ShouldBe(["10.0.0.0/8"]);
        options.Cors.Origins.ShouldBe(["https://a.example", "https://b.example"]);
    }

    [Fact]
    public void An_empty_text_takes_a_nullable_setting_back()
    {
        Reader(false, ("Seaworthy:Bounds:DeadlineMs", ""))
            .ReadService("grocery", options => options.Bounds.DeadlineMs = 10_000, _ => { }).Options.Bounds.DeadlineMs.ShouldBeNull();
    }

    [Theory]
    [InlineData("postgresql://u:p@db:5432/shop", "postgresql://u:p@db:5432/shop")]
    [InlineData("postgres://u:p@db/shop", "postgresql://u:p@db/shop")]
    [InlineData("postgresql+asyncpg://u:p@db/shop", "postgresql://u:p@db/shop")]
    [InlineData("Host=db;Database=shop", "Host=db;Database=shop")]
    [InlineData("sqlite:shop.db", "sqlite:shop.db")]
    [InlineData("sqlite:///./shop.db", "sqlite:./shop.db")]
    [InlineData("sqlite+aiosqlite:////var/shop.db", "sqlite:/var/shop.db")]
    public void The_database_is_named_as_everybody_names_it(string url, string read)
    {
        Read(false, ("DATABASE_URL", url)).Database.Url.ShouldBe(read);
        DatabaseUrl.Fault(read).ShouldBeNull();
    }

    [Theory]
    [InlineData("mysql+pymysql://u:p@db/shop", "names mysql: PostgreSQL or SQLite stands for it")]
    [InlineData("mongodb://db/shop", "names mongodb: PostgreSQL or SQLite stands for it")]
    [InlineData("nonsense", "must be postgresql://")]
    public void A_service_of_ours_refuses_another_engine(string url, string says)
    {
        var reading = Reader(false, ("DATABASE_URL", url)).ReadService("grocery", _ => { }, _ => { });

        reading.Faults.ShouldHaveSingleItem().ToString().ShouldContain(says);
    }

    [Fact]
    public void A_mysql_server_stops_a_service_of_ours()
    {
        Reader(false, ("MYSQL_SERVER", "db")).ReadService("cafe", _ => { }, _ => { })
            .Faults.ShouldHaveSingleItem().Must.ShouldContain("PostgreSQL or SQLite stands for it");
    }

    [Theory]
    [InlineData("database_pool_size", "7", "Database:MaxPoolSize", 7)]
    [InlineData("DB_POOL_SIZE", "8", "Database:MaxPoolSize", 8)]
    [InlineData("DB_MAX_OVERFLOW", "40", "Database:MaxPoolSize", 60)]
    [InlineData("DB_POOL_RECYCLE", "3600", "Database:LifetimeSeconds", 3600)]
    [InlineData("enable_metrics", "False", "Observability:Metrics", false)]
    [InlineData("RATE_LIMIT_ENABLED", "False", "RateLimiting:Enabled", false)]
    public void The_names_of_the_documents_are_understood_where_a_service_is_served_alone(string name, string value, string key, object read)
    {
        var setting = SettingsSchema.Find(key)!;

        setting.Get(Read(true, (name, value))).ShouldBe(read);
        setting.Get(Read(false, (name, value))).ShouldBe(setting.Default);
    }

    [Theory]
    [InlineData("grocery", true, "30/minute per subject")]
    [InlineData("grocery", false, "100/minute")]
    [InlineData("cafe", true, "100/minute")]
    public void A_name_of_one_document_counts_for_its_service_alone(string service, bool alone, string limit)
    {
        var reading = Reader(alone, ("RATE_LIMIT_PER_MINUTE", "30")).ReadService(service, options => options.RateLimiting.Policies["products"] = "100/minute", _ => { });

        reading.Faults.ShouldBeEmpty();
        reading.Options.RateLimiting.Policies["products"].ShouldBe(limit);
    }

    [Theory]
    [InlineData("cafe", true, "60/minute")]
    [InlineData("cafe", false, "1000/minute")]
    [InlineData("grocery", true, "1000/minute")]
    public void What_it_means_is_what_each_document_means_by_it(string service, bool alone, string limit)
    {
        var reading = Reader(alone, ("RATE_LIMIT_PER_MINUTE", "60")).ReadService(service, options => options.RateLimiting.Policies["products"] = "100/minute", _ => { });

        reading.Faults.ShouldBeEmpty();
        reading.Options.RateLimiting.Address.ShouldBe(limit);
    }

    [Fact]
    public void An_entry_of_a_table_is_a_setting_by_itself_with_a_source_of_its_own()
    {
        var reading = Reader(
            false,
            ("Seaworthy:RateLimiting:Policies:Orders", "10/minute"), ("Seaworthy:RateLimiting:Policies:new", "1/s"), ("Services:grocery:RateLimiting:Policies:new", "2/s"))
            .ReadService("grocery", options => options.RateLimiting.Policies["products"] = "100/minute", options => options.RateLimiting.Policies["coded"] = "5/s");

        reading.Faults.ShouldBeEmpty();
        reading.Options.RateLimiting.Policies.ShouldBe(
            new Dictionary<string, string> { ["products"] = "100/minute", ["orders"] = "10/minute", ["new"] = "2/s", ["coded"] = "5/s" }, ignoreOrder: true);
        reading.SourceOf("RateLimiting:Policies:products").ShouldBe("grocery's own default");
        reading.SourceOf("RateLimiting:Policies:coded").ShouldBe("code");
        reading.Values.Single(value => value.Setting.Key == "RateLimiting:Policies:new").Key.ShouldBe("Services:grocery:RateLimiting:Policies:new");
    }

    [Fact]
    public void Pool_size_and_overflow_of_the_documents_add_up()
    {
        Read(true, ("DB_POOL_SIZE", "20"), ("DB_MAX_OVERFLOW", "40")).Database.MaxPoolSize.ShouldBe(60);
    }

    [Fact]
    public void The_full_name_wins_over_the_usual_one()
    {
        Read(false, ("DATABASE_URL", "sqlite:a.db"), ("Seaworthy:Database:Url", "sqlite:b.db")).Database.Url.ShouldBe("sqlite:b.db");
    }

    [Fact]
    public void Every_name_stands_for_a_setting_or_says_what_becomes_of_it()
    {
        foreach (var name in UsualNames.Everywhere.Concat(UsualNames.OfDocuments))
        {
            (name.Key is null ? name.Note.Length > 0 : SettingsSchema.Find(name.Key) is not null).ShouldBeTrue(name.Name);
        }
    }

    private static SeaworthyOptions Read(bool alone, params (string Key, string Value)[] settings)
    {
        var reading = Reader(alone, settings).ReadProcess(_ => { });
        reading.Faults.ShouldBeEmpty();
        return reading.Options;
    }

    private static SettingsReader Reader(bool alone, params (string Key, string Value)[] settings) => new(
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build()),
        new("Development", alone));
}
