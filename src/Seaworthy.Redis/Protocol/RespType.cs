namespace Seaworthy.Redis.Protocol;

/// <summary>What a RESP3 element is: the first byte of its line.</summary>
internal enum RespType : byte
{
    /// <summary>Nothing has been read.</summary>
    None = 0,
    SimpleString = (byte)'+',
    SimpleError = (byte)'-',
    Integer = (byte)':',
    BulkString = (byte)'$',
    BulkError = (byte)'!',
    Verbatim = (byte)'=',
    Double = (byte)',',
    Boolean = (byte)'#',
    BigNumber = (byte)'(',
    Null = (byte)'_',
    Array = (byte)'*',
    Set = (byte)'~',
    Map = (byte)'%',
    Attribute = (byte)'|',
    Push = (byte)'>',
}
