using Seaworthy.Hosting;

namespace Seaworthy.Identity.Tokens;

/// <summary>
/// Which service of this process keeps the sessions of the tokens that a service takes: that one itself, or else one whose tokens are for the same audience, as the modules of one service have it.
/// </summary>
internal sealed class SessionKeepers
{
    private readonly Dictionary<string, ITokenSessions> _byService;
    private readonly Dictionary<string, ITokenSessions> _byAudience = new(StringComparer.Ordinal);

    public SessionKeepers(IEnumerable<ITokenSessions> services)
    {
        var all = services.ToList();
        _byService = all.ToDictionary(sessions => sessions.Service, StringComparer.Ordinal);
        all.ForEach(sessions => _byAudience.TryAdd(sessions.Audience, sessions));
    }

    /// <summary>Null when nobody here keeps them.</summary>
    public ITokenSessions? Of(ServiceProfile service) => _byService.GetValueOrDefault(service.Name) ?? _byAudience.GetValueOrDefault(service.Audience);
}
