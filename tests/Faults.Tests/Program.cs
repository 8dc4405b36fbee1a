using Seaworthy.Faults.Subject;

namespace Seaworthy.Faults;

/// <summary>The subject in a process of its own, so that it can be stopped, frozen and killed.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [SavingsProcess.Name, .. var settings])
        {
            await Console.Error.WriteLineAsync("This program is started by tests; run them with dotnet test, or ./test deep faults.");
            return 2;
        }

        await SavingsProcess.RunAsync(settings);
        return 0;
    }
}
