using System.Text;
using Seaworthy.Redis.Commands;

namespace Seaworthy.IntegrationTests.Redis;

/// <summary>Counts what the whole process allocates: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(RedisMemoryTests), DisableParallelization = true)]
public sealed class NothingBeside;

[Collection(nameof(RedisMemoryTests))]
[Trait("Requirement", "R33")]
[Trait("Server", "Redis")]
public sealed class RedisMemoryTests
{
    private const int Calls = 500;

    [Fact]
    public async Task A_call_into_the_callers_memory_allocates_nothing()
    {
        await using var client = await RedisServer.Shared().ConnectAsync();
        var key = Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N"));
        var (room, numbers) = (new byte[64], new long[1]);
        ReadOnlyMemory<byte>[] keys = [key];
        var script = new RedisScript("return 1");
        await client.Data.SetAsync(key, new byte[64], TimeSpan.FromMinutes(1));

        await Task.Run(async () =>
        {
            await LoopAsync(20 * Calls); // pools fill, code is compiled
            var least = long.MaxValue;
            for (var batch = 0; batch < 400 && least >= 3 * Calls; batch++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                await LoopAsync(Calls);
                least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
            }

            // Less than a byte per call: the smallest object has 24, and what else the process does only ever adds.
            least.ShouldBeLessThan(3 * Calls);
        });

        async Task LoopAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                if (await client.Data.GetAsync(key, room) != 64)
                {
                    throw new InvalidOperationException(); // an assertion would allocate
                }

                await client.Data.SetAsync(key, room, TimeSpan.FromMinutes(1));
                await client.Data.EvaluateAsync(script, keys, default, numbers);
            }
        }
    }
}
