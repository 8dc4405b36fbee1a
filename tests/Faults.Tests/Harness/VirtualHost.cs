using System.Net;
using RabbitMQ.Client;
using Seaworthy.Faults.Subject;
using Seaworthy.Messaging;
using Seaworthy.RabbitMq;

namespace Seaworthy.Faults.Harness;

/// <summary>What one run has for itself of a RabbitMQ that several share: exchanges and queues that no other run sees.</summary>
internal sealed class VirtualHost : IAsyncDisposable
{
    private readonly RabbitMqServer _server;
    private readonly string _name = $"run-{Guid.NewGuid():N}";

    private VirtualHost(RabbitMqServer server) => _server = server;

    /// <summary>The queue of the bank's book.</summary>
    public static string Book { get; } = Topology.QueueOf(SavingsModule.Info.Name, new EventConsumer(Clerk.Book.Name, SavingsModule.Deposited.Name));

    /// <summary>The setting that leads a process here.</summary>
    public string Setting => SettingOf(new Uri(_server.Url).Port);

    public static async Task<VirtualHost> OpenAsync(RabbitMqServer server)
    {
        var host = new VirtualHost(server);
        await server.ControlAsync("add_vhost", host._name);
        await server.ControlAsync("set_permissions", "-p", host._name, "sea", ".*", ".*", ".*");
        return host;
    }

    /// <summary>A link to it that can be broken, for a process of its own.</summary>
    public FaultProxy Link() => new(() => new(IPAddress.Loopback, new Uri(_server.Url).Port));

    /// <summary>The setting that leads a process here over a link.</summary>
    public string Through(FaultProxy link) => SettingOf(link.Port);

    public Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = UrlOf(new Uri(_server.Url).Port), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    /// <summary>Messages in a queue, those that a consumer has and has not acknowledged among them; 0 where there is no such queue.</summary>
    public async Task<int> CountAsync(string queue) =>
        (await ListAsync("list_queues", "name", "messages")).Where(line => line[0] == queue).Sum(line => int.Parse(line[1], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>How many consumers a queue has, those among them that wait for their turn; the queue itself counts one only.</summary>
    public async Task<int> ConsumersAsync(string queue) => (await ListAsync("list_consumers", "queue_name")).Count(line => line[0] == queue);

    public async ValueTask DisposeAsync() => await _server.ControlAsync("delete_vhost", _name);

    private async Task<IEnumerable<string[]>> ListAsync(string command, params string[] columns)
    {
        var listed = await _server.ControlAsync(["-q", command, "-p", _name, "--no-table-headers", .. columns]);
        return listed.Split('\n').Select(line => line.Split('\t'));
    }

    private string SettingOf(int port) => $"Seaworthy:Messaging:Url={UrlOf(port)}";

    private Uri UrlOf(int port) => new UriBuilder(_server.Url) { Port = port, Path = _name }.Uri;
}
