using Seaworthy.IntegrationTests.Caching;
using Seaworthy.IntegrationTests.Jobs;
using Seaworthy.IntegrationTests.Mail;

namespace Seaworthy.IntegrationTests;

/// <summary>What a test starts as processes of its own, so that it can stop, freeze and kill them.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case [StalenessWorker.Name, .. var rest]:
                await StalenessWorker.RunAsync(rest);
                return 0;
            case [DockProcess.Name, .. var rest]:
                await DockProcess.RunAsync(rest);
                return 0;
            case [PostProcess.Name, .. var rest]:
                await PostProcess.RunAsync(rest);
                return 0;
            default:
                await Console.Error.WriteLineAsync("This program is started by tests; run them with dotnet test.");
                return 2;
        }
    }
}
