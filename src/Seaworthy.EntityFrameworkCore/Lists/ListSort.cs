using System.Linq.Expressions;
using System.Reflection;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>One order that a list can be read in; the key is always appended, so that the order is total.</summary>
internal sealed record ListSort(string Name, LambdaExpression Value)
{
    public TypeCode Type { get; } = System.Type.GetTypeCode(Value.ReturnType);

    /// <summary>True for a text that may be null; a number or a time that may be has another <see cref="Type"/>.</summary>
    public bool IsOptional => Value.Body is MemberExpression { Member: PropertyInfo property }
        && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
}
