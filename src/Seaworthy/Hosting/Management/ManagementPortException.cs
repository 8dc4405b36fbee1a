namespace Seaworthy.Hosting.Management;

/// <summary>The management port that was set is taken; the start ends.</summary>
internal sealed class ManagementPortException(int port, IOException inner)
    : IOException($"The management port {port} is in use. Set Seaworthy__Management__Port to another one, or to 0 for none.", inner)
{
    public int Port => port;
}
