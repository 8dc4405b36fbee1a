namespace Seaworthy.Bench;

/// <summary>
/// Before a row runs: its first and its last request are answered with 2xx, redirects and all others included. wrk itself
/// tells of 400 and more only, and looking at each answer would cost it more than asking.
/// </summary>
internal sealed class FirstAnswers : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(2) };

    /// <exception cref="InvalidOperationException">One is answered otherwise.</exception>
    public async Task CheckAsync(Row row, Server? server)
    {
        if (server is null)
        {
            return;
        }

        foreach (var line in (string[])[row.Requests[0], row.Requests[^1]])
        {
            using var message = RequestLine.ToMessage(line, server.Url);
            using var answer = await _http.SendAsync(message);
            if (!answer.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{row.Key}: {message.Method} {message.RequestUri} is answered with {(int)answer.StatusCode}");
            }
        }
    }

    public void Dispose() => _http.Dispose();
}
