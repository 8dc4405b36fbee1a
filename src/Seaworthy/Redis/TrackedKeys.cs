using Seaworthy.Redis.Connection;

namespace Seaworthy.Redis;

/// <summary>Of which keys the process' <see cref="ITrackingListener"/> hears; see <see cref="RedisOptions.TrackedPrefixes"/>.</summary>
internal sealed record TrackedKeys(IReadOnlyList<string> Prefixes);
