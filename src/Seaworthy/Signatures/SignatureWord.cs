using Seaworthy.Pipeline;

namespace Seaworthy.Signatures;

internal sealed record SignatureWord : IAsksForStage
{
    public Type Stage => typeof(SignatureStage);

    public string Word => "RequireSignature";
}
