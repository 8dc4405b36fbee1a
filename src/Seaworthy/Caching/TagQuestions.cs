using System.Threading.Channels;

namespace Seaworthy.Caching;

/// <summary>
/// Tags that Redis is to be asked about before what stands under them may be served. At the bound a question is put when the tag is
/// met the next time.
/// </summary>
internal sealed class TagQuestions
{
    private const int Most = 10_000;

    private readonly Channel<(string Tag, TagGeneration Generation)> _waiting =
        Channel.CreateBounded<(string, TagGeneration)>(new BoundedChannelOptions(Most) { SingleReader = true });

    public ChannelReader<(string Tag, TagGeneration Generation)> Waiting => _waiting.Reader;

    /// <summary>Has Redis asked, unless it is being asked already.</summary>
    public void Ask(string tag, TagGeneration generation)
    {
        if (generation.TryAsk() && !_waiting.Writer.TryWrite((tag, generation)))
        {
            generation.TakeBack();
        }
    }
}
