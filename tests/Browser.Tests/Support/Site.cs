using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;
using Seaworthy.Build;
using Seaworthy.Grocery;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Browser.Tests.Support;

/// <summary>What <c>seaworthy serve</c> serves at a desk, with its demo data, and a browser that looks at it.</summary>
public sealed class Site : IAsyncLifetime
{
    private readonly Chromium _chromium = new();
    private readonly TestDatabase _database = TestDatabase.Sqlite();

    public TestApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _chromium.InitializeAsync();
        App = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = Environments.Development;
                builder.Services.AddEmbeddedSqlite();
                builder.Services.AddAuthentication("Bearer")
                    .AddScheme<HeaderSchemeOptions, HeaderScheme>("Bearer", scheme => (scheme.Opens, scheme.Roles) = ($"Bearer {Library.Token}", ["admin"]));
                builder.Services.AddAuthorization();
                builder.AddSeaworthy().AddTokens().AddModule<GroceryModule>().AddModule<Library>().AddModule<Noticeboard>();
            },
            app =>
            {
                app.UseSeaworthy();
                app.UseAuthentication();
                app.UseAuthorization();
            },
            _database.Settings);
        await App.App.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(to: null, CancellationToken.None);
        await App.App.Services.GetRequiredService<IServiceSeed>().SeedAsync(new SeedRequest(), new Progress<SeedProgress>(), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await App.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Opens a page as somebody who has never been here.</summary>
    public Task<Visit> VisitAsync(string path, int width = 1280, int height = 800, ColorScheme colours = ColorScheme.Light) =>
        Visit.StartAsync(_chromium.Browser, new Uri(App.Address, path), width, height, colours);
}

/// <summary>One site and one browser for every class that looks at pages: starting them costs more than looking.</summary>
[CollectionDefinition(Name)]
public sealed class Sites : ICollectionFixture<Site>
{
    public const string Name = "Site";
}
