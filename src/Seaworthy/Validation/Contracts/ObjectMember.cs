using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Seaworthy.Validation.Rules;

namespace Seaworthy.Validation.Contracts;

/// <summary>A member of an object: whether it must be there, what it may hold, and the rules of its attributes.</summary>
internal sealed class ObjectMember
{
    private readonly BodyContracts _contracts;
    private readonly JsonPropertyInfo _property;
    private readonly BodyContract? _own;
    private readonly TextRuleAttribute[] _cleaning;
    private readonly ValueRule[] _rules;
    private readonly ValidationAttribute[] _wholeRules;

    public ObjectMember(JsonPropertyInfo property, int index, BodyContracts contracts)
    {
        var attributes = MemberAttributes.Of(property);
        var parameter = property.AssociatedParameter;
        _property = property;
        _contracts = contracts;
        Index = index;
        Name = property.Name;
        ClrName = (property.AttributeProvider as MemberInfo)?.Name ?? property.Name;
        TakesNull = property.IsSetNullable && (parameter?.IsNullable ?? true) && !attributes.OfType<RequiredAttribute>().Any();
        IsRequired = MemberAttributes.IsRequired(property);
        _own = attributes.OfType<MoneyAttribute>().FirstOrDefault() is { } money ? new MoneyContract(money)
            : property.CustomConverter is not null && property.CustomConverter is not TextConverter ? new PropertyContract(property)
            : null;
        _cleaning = [.. attributes.OfType<TextRuleAttribute>()];
        var checks = attributes.OfType<ValidationAttribute>().ToArray();
        _rules = [.. checks.Where(check => !check.RequiresValidationContext).Select(check => ValueRule.Of(check, property, contracts)).OfType<ValueRule>()
            .OrderByDescending(rule => rule.IsDecisive)];
        _wholeRules = [.. checks.Where(check => check.RequiresValidationContext)];
    }

    public string Name { get; }

    /// <summary>Its name in C#, as <see cref="ValidationResult.MemberNames"/> has it.</summary>
    public string ClrName { get; }

    /// <summary>Its place among the type's members.</summary>
    public int Index { get; }

    public bool IsRequired { get; }

    public bool TakesNull { get; }

    private BodyContract Contract => _own ?? _contracts.For(_property.PropertyType);

    public void Check(JsonElement element, BodyWalk walk)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            if (!TakesNull)
            {
                walk.Fault("must not be null");
            }

            return;
        }

        var before = walk.Faults.Count;
        Contract.Check(element, walk);
        if (walk.Faults.Count > before || _rules.Length == 0)
        {
            return;
        }

        // Rules see what will be stored: the text after its cleaning.
        var text = element.ValueKind == JsonValueKind.String ? TextRuleAttribute.ApplyAll(_cleaning, element.GetString()!) : null;
        foreach (var rule in _rules)
        {
            if (rule.Fault(element, text) is { } fault)
            {
                walk.Fault(fault);
                // An empty text breaks every rule that wants something in it: one cause is told once.
                if (rule.IsDecisive || text is "")
                {
                    return;
                }
            }
        }
    }

    public bool Reaches(HashSet<BodyContract> seen) => _wholeRules.Length > 0 || Contract.Reaches(seen);

    public void CheckWhole(object owner, BodyWalk walk)
    {
        if (_property.Get is not { } get || get(owner) is not { } value)
        {
            return;
        }

        walk.Down(Name);
        foreach (var rule in _wholeRules)
        {
            if (rule.GetValidationResult(value, new ValidationContext(owner) { MemberName = ClrName, DisplayName = Name }) is { } result)
            {
                walk.Fault(result.ErrorMessage ?? "is not valid");
            }
        }

        Contract.CheckWhole(value, walk);
        walk.Up();
    }
}
