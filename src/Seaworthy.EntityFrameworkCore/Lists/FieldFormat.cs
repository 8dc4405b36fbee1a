namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>How a column is written.</summary>
public enum FieldFormat
{
    /// <summary>As its type says: number, string, boolean, or an RFC 3339 instant in UTC.</summary>
    Plain,

    /// <summary>Minor units as a decimal number: 499 is <c>4.99</c>.</summary>
    Money,

    /// <summary>Millionths as a decimal number: 40712800 is <c>40.7128</c>, a place in degrees.</summary>
    Millionths,

    /// <summary>Text that is JSON, written as it is: an array or an object that the service has put together itself.</summary>
    Json,
}
