namespace Seaworthy.Api.Problems;

/// <summary>Knows which exceptions of a package are problems with a status of their own. Registered as a service.</summary>
public interface IExceptionProblems
{
    /// <summary>The problem behind <paramref name="exception"/>, or null when it is none that this package knows.</summary>
    Problem? For(Exception exception);
}
