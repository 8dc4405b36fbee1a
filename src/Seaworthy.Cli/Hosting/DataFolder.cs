namespace Seaworthy.Cli.Hosting;

/// <summary>The folder of embedded databases and generated secrets: there and writable before anything else starts.</summary>
internal static class DataFolder
{
    /// <summary>A process whose database and keys are elsewhere needs none.</summary>
    public static bool IsNeeded(SeaworthyOptions options) => options.Database.Url is null || options.Secrets.CursorKey is null;

    public static void Open(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".writable-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Refusal(
                ExitCode.Environment, $"the data folder {Path.GetFullPath(folder)} cannot be written: {exception.Message}", "--data DIR names another");
        }
    }
}
