using Microsoft.Playwright;

namespace Seaworthy.Browser.Tests.Support;

/// <summary>Debian's Chromium, started once for all tests. Playwright's own browsers are never downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string PathVariable = "SEAWORTHY_TEST_CHROMIUM";

    // Nothing of the browser's own may call out or ask: the tests count requests.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var path = Environment.GetEnvironmentVariable(PathVariable) ?? "/usr/bin/chromium";
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"There is no Chromium at {path}: apt-get install chromium, or {PathVariable}=/where/it/is");
        }

        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Headless = true, Args = Arguments });
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
