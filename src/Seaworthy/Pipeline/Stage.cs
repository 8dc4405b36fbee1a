namespace Seaworthy.Pipeline;

/// <summary>
/// One decision that every request passes. Stages are singletons: what they decide about a request stands in its
/// <see cref="RequestRecord"/>. Their order, and the reason for it, is <see cref="RequestPipeline"/>.
/// </summary>
public abstract class Stage
{
    /// <summary>False when the settings of a service switch the stage off.</summary>
    public virtual bool IsOn(SeaworthyOptions options) => true;

    /// <summary>Whether this stage has anything to do for requests with <paramref name="plan"/>; asked once per plan.</summary>
    public virtual bool Governs(EndpointPlan plan) => true;

    /// <summary>Looks at a request on its way in.</summary>
    public abstract Step Enter(RequestRecord record);

    /// <summary>Called on the way out, in reverse order, once for each stage that was entered. Must not throw.</summary>
    public virtual void Leave(RequestRecord record)
    {
    }
}
