namespace Seaworthy.Messaging;

/// <summary>One consumer.</summary>
/// <param name="Name">Its name within its service.</param>
/// <param name="Contract">What it consumes.</param>
public sealed record EventConsumer(string Name, string Contract);
