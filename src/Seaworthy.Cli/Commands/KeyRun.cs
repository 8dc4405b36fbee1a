using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Cli.Hosting;
using Seaworthy.Identity.ApiKeys;

namespace Seaworthy.Cli.Commands;

/// <summary>One run of <c>seaworthy key</c>, on the services of the targets that keep keys.</summary>
internal sealed class KeyRun(IServiceProvider services, Terminal terminal)
{
    private const int MostNameChars = 100, MostDays = 3650, MostHours = 24 * 90;
    private readonly TimeProvider _time = services.GetRequiredService<TimeProvider>();

    public async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        await RefusePendingAsync(cancellationToken);
        foreach (var keys in services.GetServices<IApiKeys>())
        {
            foreach (var key in await keys.ListAsync(cancellationToken))
            {
                terminal.Line($"{keys.Service} {key.Id} \"{key.Name}\" scopes {Or(string.Join(' ', key.Scopes))}, tenant {Or(key.Tenant)}, made {Day(key.CreatedAt)}, ends {Day(key.ExpiresAt)}, used {Day(key.LastUsedAt)}");
            }
        }

        return ExitCode.Yes;
    }

    public async Task<int> AddAsync(string name, IReadOnlyList<string> scopes, string? tenant, int? days, CancellationToken cancellationToken)
    {
        Refuse(name.Length is 0 or > MostNameChars || name.Any(char.IsControl), $"'{name}' is no name for a key", $"say what it is for, in at most {MostNameChars} characters");
        Refuse(scopes.Any(scope => scope.Length == 0 || scope.Any(char.IsWhiteSpace)), "a scope is one word", "--scope stock:write --scope orders:read");
        Refuse(days is < 1 or > MostDays, $"{days} days is no life for a key", $"--days takes 1 to {MostDays}");
        var keys = Keys();
        await RefusePendingAsync(cancellationToken);
        var id = ApiKeyText.NewId();
        var (text, hash) = ApiKeyText.New(id);
        await keys.AddAsync(
            new() { Id = id, Name = name, Hash = hash, Scopes = scopes, Tenant = tenant, ExpiresAt = days is null ? null : _time.GetUtcNow().AddDays(days.Value) }, cancellationToken);
        return Show(text, $"key {id} of {keys.Service}: it is shown this once; send it as {ApiKeyText.Header}");
    }

    public async Task<int> RotateAsync(string id, int hours, CancellationToken cancellationToken)
    {
        Refuse(hours is < 0 or > MostHours, $"{hours} hours is no overlap", $"--hours takes 0 to {MostHours}");
        var keys = Keys();
        await RefusePendingAsync(cancellationToken);
        var (text, hash) = ApiKeyText.New(id);
        var until = _time.GetUtcNow().AddHours(hours);
        RefuseUnknown(await keys.RotateAsync(id, hash, until, cancellationToken), id, keys);
        return Show(text, $"key {id} of {keys.Service} has a new secret, shown this once; the old one is good until {until.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}");
    }

    public async Task<int> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        var keys = Keys();
        await RefusePendingAsync(cancellationToken);
        RefuseUnknown(await keys.RevokeAsync(id, cancellationToken), id, keys);
        terminal.Progress($"key {id} of {keys.Service} has ended; processes that remember it take it for some seconds more (Identity:ApiKeys:RememberSeconds)");
        return ExitCode.Yes;
    }

    // What is not there yet is said with what makes it.
    private Task RefusePendingAsync(CancellationToken cancellationToken) =>
        ServiceData.RefusePendingAsync(new ServiceData(services, terminal).Databases, cancellationToken);

    private IApiKeys Keys() => services.GetServices<IApiKeys>().ToList() switch
    {
        [var one] => one,
        var several => throw new Refusal(ExitCode.Usage, several.Count == 0 ? "no service here keeps keys" : "a key is of one service", "--target NAME chooses it"),
    };

    private int Show(string text, string what)
    {
        terminal.Line(text);
        terminal.Progress(what);
        return ExitCode.Yes;
    }

    private static void RefuseUnknown(bool isKnown, string id, IApiKeys keys) =>
        Refuse(!isKnown, $"{keys.Service} has no key '{id}'", "seaworthy key list shows those that were not revoked");

    private static void Refuse(bool isWrong, string what, string repair)
    {
        if (isWrong)
        {
            throw new Refusal(ExitCode.Usage, what, repair);
        }
    }

    private static string Or(string? text) => string.IsNullOrEmpty(text) ? "none" : text;

    private static string Day(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "never";
}
