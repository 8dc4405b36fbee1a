namespace Seaworthy.Redis.Protocol;

/// <summary>The bytes are not RESP3, or more than was allowed. Whatever follows on that connection cannot be read either.</summary>
internal sealed class RespFormatException(string message) : Exception(message);
