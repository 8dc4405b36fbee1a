namespace Seaworthy.Leaks;

internal sealed record NoLeakCheckWord;
