namespace Seaworthy.Hosting.Settings;

/// <summary>A source of settings that knows where in it each of them stands.</summary>
internal interface ITellsPlace
{
    /// <summary>For people: <c>guard.yaml:12</c>.</summary>
    string PlaceOf(string key);
}
