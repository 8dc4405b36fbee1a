namespace Seaworthy.Idempotency;

/// <summary>A store whose rows are written by the transactions of one service.</summary>
internal interface IServiceKeys : IKeyStore
{
    /// <summary>The service's name.</summary>
    string Service { get; }
}
