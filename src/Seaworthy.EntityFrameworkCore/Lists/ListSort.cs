using System.Linq.Expressions;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>One order that a list can be read in; the key is always appended, so that the order is total.</summary>
internal sealed record ListSort(string Name, LambdaExpression Value)
{
    public TypeCode Type { get; } = System.Type.GetTypeCode(Value.ReturnType);
}
