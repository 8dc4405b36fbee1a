using Seaworthy.Redis.Protocol;

namespace Seaworthy.Redis.Connection;

/// <summary><c>HELLO</c> without anything that it would change: a sign of life like <c>PING</c>, and the server's role with it. Whoever was greeted may ask it.</summary>
internal readonly struct HelloCommand : ICommand
{
    public int MostBytes => 16;

    public void Write(ref RespWriter writer) => writer.Raw("*1\r\n$5\r\nHELLO\r\n"u8);
}
