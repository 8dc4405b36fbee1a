namespace Seaworthy.Messaging;

/// <summary>An event on its way.</summary>
/// <param name="Id">The same however often it is sent.</param>
/// <param name="Contract">Its contract, with the version.</param>
/// <param name="Key">What it is about.</param>
/// <param name="Order">Greater than that of the events of its key which were published before it.</param>
/// <param name="Body">What is told, as JSON.</param>
/// <param name="Tenant">Whose data it is about; null for no tenant's.</param>
/// <param name="Subject">Who caused it; null for nobody.</param>
/// <param name="Trace">The trace of what caused it, as W3C writes it.</param>
/// <param name="PublishedAt">When it was published, in UTC.</param>
public sealed record SentEvent(Guid Id, string Contract, string Key, long Order, string Body, long? Tenant, string? Subject, string? Trace, DateTime PublishedAt);
