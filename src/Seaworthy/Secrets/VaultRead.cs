using System.Net;
using System.Text.Json;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Secrets;

/// <summary>One look into the Vault: <c>GET /v1/{mount}/data/{path}</c>.</summary>
internal sealed class VaultRead(VaultOptions options, SettingsScope scope)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The secret's members.</summary>
    /// <exception cref="VaultException">It cannot be read, whatever the reason; the message holds no secret.</exception>
    public IReadOnlyDictionary<string, string> Read()
    {
        try
        {
            // One for each look: minutes lie between two, and the name may lead elsewhere by then.
            using var client = new HttpClient { Timeout = Patience };
            using var request = Request();
            using var answer = client.Send(request);
            using var body = answer.Content.ReadAsStream();
            return answer.StatusCode == HttpStatusCode.OK ? Members(body) : throw new VaultException($"answers {(int)answer.StatusCode}{Reason(answer.StatusCode)}");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException or JsonException or UnauthorizedAccessException)
        {
            throw new VaultException($"cannot be read: {exception.Message}");
        }
        catch (Exception exception) when (exception is not VaultException)
        {
            // What nobody has thought of may have the token or a value in its message.
            throw new VaultException($"cannot be read: {exception.GetType().Name}");
        }
    }

    private HttpRequestMessage Request()
    {
        if (!Uri.TryCreate(options.Address, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            throw new VaultException("must be an address such as https://vault:8200");
        }

        if (scope.IsLive && address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            throw new VaultException($"must be https in {scope.Environment}: a token is sent there");
        }

        var path = string.Join('/', options.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.EscapeDataString));
        var request = new HttpRequestMessage(HttpMethod.Get, $"{options.Address.TrimEnd('/')}/v1/{options.Mount.Trim('/')}/data/{path}");
        var token = options.Token ?? (options.TokenFile is { } file ? File.ReadAllText(file).Trim() : throw new VaultException("needs a token: set VAULT_TOKEN, or TokenFile"));
        request.Headers.Add("X-Vault-Token", token);
        request.Headers.Add("X-Vault-Request", "true");
        if (options.Namespace is { } space)
        {
            request.Headers.Add("X-Vault-Namespace", space);
        }

        return request;
    }

    // {"data":{"data":{"name":"value"},"metadata":{"version":1}}}
    private static Dictionary<string, string> Members(Stream body)
    {
        using var json = JsonDocument.Parse(body);
        if (json.RootElement.ValueKind != JsonValueKind.Object
            || !json.RootElement.TryGetProperty("data", out var envelope) || envelope.ValueKind != JsonValueKind.Object
            || !envelope.TryGetProperty("data", out var members) || members.ValueKind != JsonValueKind.Object)
        {
            throw new VaultException("answers what is no secret of a KV engine of version 2");
        }

        var settings = members.EnumerateObject().ToLookup(member => VaultProvider.KeyOf(member.Name), StringComparer.OrdinalIgnoreCase);
        var twice = settings.Where(same => same.Count() > 1).Select(same => string.Join(" and ", same.Select(member => member.Name))).ToList();
        return twice.Count > 0
            ? throw new VaultException($"has one setting twice, and nobody knows which of them counts: {string.Join(", ", twice)}")
            : settings.Select(same => same.Single()).ToDictionary(
                member => member.Name, member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText(), StringComparer.OrdinalIgnoreCase);
    }

    private static string Reason(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Forbidden => ": the token may not read it",
        HttpStatusCode.NotFound => ": no such secret, or it was deleted",
        HttpStatusCode.ServiceUnavailable => ": it is sealed",
        _ => "",
    };
}

/// <summary>It could not be read.</summary>
internal sealed class VaultException(string message) : Exception(message);
