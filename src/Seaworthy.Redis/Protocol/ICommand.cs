namespace Seaworthy.Redis.Protocol;

/// <summary>A command as its parts; a struct, so that each is compiled by itself and nothing is put on the heap.</summary>
internal interface ICommand
{
    /// <summary>Bytes it needs on the wire at the most.</summary>
    int MostBytes { get; }

    void Write(ref RespWriter writer);
}
