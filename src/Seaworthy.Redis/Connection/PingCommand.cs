using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Connection;

/// <summary><c>PING</c>: any server answers it, whatever it is doing and whoever asks.</summary>
internal readonly struct PingCommand : ICommand
{
    public int MostBytes => 16;

    public void Write(ref RespWriter writer) => writer.Raw("*1\r\n$4\r\nPING\r\n"u8);
}
