using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Seaworthy.Browser.Tests.Support;

/// <summary>One page in a context of its own. It remembers what the page asked for and complained about.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<Uri> _requests = new();
    private readonly ConcurrentQueue<string> _complaints = new();

    private Visit(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.SetDefaultTimeout(10_000);
        page.Request += (_, request) => _requests.Enqueue(new Uri(request.Url));
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue(message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Every request of the page so far.</summary>
    public IEnumerable<Uri> Requests => _requests;

    /// <summary>Uncaught errors, and errors and warnings of the console.</summary>
    public IEnumerable<string> Complaints => _complaints;

    public static async Task<Visit> StartAsync(IBrowser browser, Uri address, int width, int height, ColorScheme colours)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce });
        var visit = new Visit(context, await context.NewPageAsync());
        await visit.Page.GotoAsync(address.ToString());
        return visit;
    }

    /// <summary>What axe-core finds against WCAG 2.2 AA and its best practices, one line each.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        var found = await Page.RunAxe();
        return [.. found.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}"))];
    }

    /// <summary>What reaches over the right edge of the window, though not inside something that scrolls by itself.</summary>
    public Task<string[]> OverflowAsync() => Page.EvaluateAsync<string[]>("""
        () => {
          const scrolls = node => node && node !== document.body && (/auto|scroll|hidden/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
          return [...document.body.querySelectorAll('*')]
            .filter(node => node.getClientRects().length > 0 && node.getBoundingClientRect().right > innerWidth + 0.5 && !scrolls(node.parentElement))
            .map(node => `${node.tagName} ${node.className} ${node.textContent.slice(0, 40)}`);
        }
        """);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
