using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.EntityFrameworkCore.Messaging;

/// <summary>Which transactions of one database have published events.</summary>
internal sealed class OutboxNews<TContext> : CommitNews
{
    protected override bool IsNews(SqlStatement statement) => statement.PublishesEvent;
}
