namespace Seaworthy.Bench.Outbox;

/// <summary>Somebody's outbox, and who sends what is in it.</summary>
internal interface ISystem : IAsyncDisposable
{
    /// <summary>Who is told of what is sent from now on.</summary>
    Post Post { get; set; }

    /// <summary>Publishes some in one transaction.</summary>
    Task PublishAsync(int first, int count);

    /// <summary>Makes a backlog, all in one transaction.</summary>
    Task FillAsync(int count);

    /// <summary>Returns when nothing is left to be sent or to be consumed, and that is written down.</summary>
    Task UntilEmptyAsync();
}
