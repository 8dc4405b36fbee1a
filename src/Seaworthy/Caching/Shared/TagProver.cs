using Microsoft.Extensions.Hosting;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;

namespace Seaworthy.Caching.Shared;

/// <summary>
/// Asks Redis about tags that came up after a value was made, so that what was stored under them may be served. Those that the value's
/// own search has asked about do not come here.
/// </summary>
internal sealed class TagProver(RedisClient redis, SharedKeys keys, TagQuestions questions, SecondLevel second, SharedLink link, SecondLevelTimes times) : BackgroundService
{
    private const int Batch = 256;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<(string Tag, TagGeneration Generation)>(Batch);
        while (await IsMoreAsync(stoppingToken).ConfigureAwait(false))
        {
            while (batch.Count < Batch && questions.Waiting.TryRead(out var question))
            {
                batch.Add(question);
            }

            await AskAsync(batch).ConfigureAwait(false);
            batch.Clear();
        }
    }

    private async Task<bool> IsMoreAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await questions.Waiting.WaitToReadAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task AskAsync(List<(string Tag, TagGeneration Generation)> batch)
    {
        var stamps = new Stamps(batch.Count);
        try
        {
            await redis.Data.GetAsync(batch.ConvertAll(question => keys.Tag(question.Tag)).ToArray(), stamps, times.Patient).ConfigureAwait(false);
        }
        catch (RedisException failure)
        {
            link.Failed(failure);
            batch.ForEach(question => question.Generation.TakeBack());
            return;
        }

        if (stamps.Generation != link.Arrived)
        {
            batch.ForEach(question => question.Generation.TakeBack());
            return;
        }

        for (var i = 0; i < batch.Count; i++)
        {
            second.Judge(batch[i].Tag, batch[i].Generation, stamps[i]);
        }
    }

    private sealed class Stamps(int count) : IValueReceiver
    {
        private readonly TagStamp[] _all = new TagStamp[count];

        public TagStamp this[int i] => _all[i];

        public long Generation { get; private set; }

        public void Receive(RedisValues values, long generation)
        {
            Generation = generation;
            foreach (ref var stamp in _all.AsSpan())
            {
                values.Read(out var text);
                stamp = TagStamp.From(text);
            }
        }
    }
}
