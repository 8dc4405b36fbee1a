using Seaworthy.Pipeline;

namespace Seaworthy.Idempotency;

internal sealed record RequireKeyWord : IAsksForStage
{
    public Type Stage => typeof(IdempotencyStage);

    public string Word => "RequireIdempotencyKey";
}

internal sealed record RepeatableWord;

internal sealed record NoKeyWord;

internal sealed record LeaseWord;
