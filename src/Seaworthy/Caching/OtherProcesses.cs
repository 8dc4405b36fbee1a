namespace Seaworthy.Caching;

/// <summary>What the tags of this process need where other processes change what stands under them.</summary>
/// <param name="Trust">How far what is kept may be believed.</param>
/// <param name="Questions">Asks Redis about tags.</param>
/// <param name="Clock">The cache's.</param>
internal sealed record OtherProcesses(TagTrust Trust, TagQuestions Questions, CacheClock Clock);
