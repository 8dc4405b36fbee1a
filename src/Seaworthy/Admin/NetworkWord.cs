using Seaworthy.Pipeline;

namespace Seaworthy.Admin;

internal sealed record NetworkWord : IAsksForStage
{
    public Type Stage => typeof(AdminStage);

    public string Word => "RequireNetwork";
}
