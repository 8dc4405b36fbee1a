namespace Seaworthy.Resilience;

/// <summary>A body that can be sent again, whatever holds its bytes.</summary>
internal abstract class RepeatableContent : HttpContent;
