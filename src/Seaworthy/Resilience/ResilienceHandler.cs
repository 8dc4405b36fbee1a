namespace Seaworthy.Resilience;

/// <summary>The place in an <see cref="HttpClient"/>'s handlers where its calls are bounded, tried again and given up.</summary>
internal sealed class ResilienceHandler(ResilientClient client, Func<FailedCall, HttpResponseMessage?>? fallback) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await client.SendAsync(request, SendOnceAsync, cancellationToken);
        }
        catch (UpstreamException exception) when (fallback is not null)
        {
            if (fallback(new(request, exception, null)) is not { } instead)
            {
                throw;
            }

            return instead;
        }

        if (fallback is null || (int)answer.StatusCode < 500 || fallback(new(request, null, answer)) is not { } other)
        {
            return answer;
        }

        answer.Dispose();
        return other;
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"Client '{client.Name}' has Seaworthy's resilience, which holds no thread while it waits: call SendAsync and not Send.");

    private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken) => base.SendAsync(request, cancellationToken);
}
