using Seaworthy.IntegrationTests.Caching;

namespace Seaworthy.IntegrationTests;

/// <summary>What a test starts as processes of its own, so that it can stop, freeze and kill them.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [StalenessWorker.Name, .. var rest])
        {
            await Console.Error.WriteLineAsync("This program is started by tests; run them with dotnet test.");
            return 2;
        }

        await StalenessWorker.RunAsync(rest);
        return 0;
    }
}
