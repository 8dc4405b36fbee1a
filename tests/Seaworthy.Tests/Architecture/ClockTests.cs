using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Model;

namespace Seaworthy.Tests.Architecture;

[Trait("Requirement", "R92")]
public sealed class ClockTests
{
    [Theory]
    [InlineData("P:System.DateTime.Now")]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("P:System.DateTime.Today")]
    [InlineData("P:System.DateTimeOffset.Now")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    public void The_build_refuses_every_clock_but_the_one_that_is_given(string symbol)
    {
        File.ReadLines(Repository.Path("BannedSymbols.txt")).ShouldContain(line => line.StartsWith(symbol + ";", StringComparison.Ordinal));
        File.ReadAllText(Repository.Path("Directory.Build.props")).ShouldContain("<PackageReference Include=\"Microsoft.CodeAnalysis.BannedApiAnalyzers\"");
    }

    [Fact]
    public void An_instant_that_comes_back_from_a_database_is_utc()
    {
        using var context = new Instants(new DbContextOptionsBuilder<Instants>().UseNpgsql("Host=nowhere").Options);
        var converter = context.Model.FindEntityType(typeof(Moment))!.FindProperty(nameof(Moment.At))!.GetValueConverter()!;

        var read = (DateTime)converter.ConvertFromProvider(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified))!;

        read.ShouldBe(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        read.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    public void An_instant_with_an_offset_is_refused_by_the_model()
    {
        using var context = new Offsets(new DbContextOptionsBuilder<Offsets>().UseNpgsql("Host=nowhere").Options);

        Should.Throw<NotSupportedException>(() => context.Model).Message.ShouldContain("DateTime of kind Utc");
    }

    private sealed class Moment
    {
        public long Id { get; set; }

        public DateTime At { get; set; }
    }

    private sealed class Instants(DbContextOptions<Instants> options) : DbContext(options)
    {
        protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.AddSeaworthyTypes();

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Moment>();
            modelBuilder.UseSeaworthy("test", Database.ProviderName);
        }
    }

    private sealed class Late
    {
        public long Id { get; set; }

        public DateTimeOffset At { get; set; }
    }

    private sealed class Offsets(DbContextOptions<Offsets> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Late>();
            modelBuilder.UseSeaworthy("test", Database.ProviderName);
        }
    }
}
