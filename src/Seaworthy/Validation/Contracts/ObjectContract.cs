using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Seaworthy.Validation.Contracts;

/// <summary>An object: its members, which of them must be there, and whether others may be.</summary>
internal sealed class ObjectContract : BodyContract
{
    private readonly Dictionary<string, ObjectMember> _members;
    private readonly bool _takesOthers;
    private readonly bool _judgesItself;

    public ObjectContract(JsonTypeInfo info, BodyContracts contracts)
    {
        var settable = info.Properties.Where(property => !property.IsExtensionData && (property.Set is not null || property.AssociatedParameter is not null));
        _members = settable.Select((property, index) => new ObjectMember(property, index, contracts)).ToDictionary(member => member.Name);
        _takesOthers = info.UnmappedMemberHandling == JsonUnmappedMemberHandling.Skip || info.Properties.Any(property => property.IsExtensionData);
        _judgesItself = typeof(IValidatableObject).IsAssignableFrom(info.Type);
    }

    public override bool Reaches(HashSet<BodyContract> seen) =>
        seen.Add(this) && (_judgesItself || _members.Values.Any(member => member.Reaches(seen)));

    public override void Check(JsonElement element, BodyWalk walk)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            walk.Fault($"must be an object, is {Words(element)}");
            return;
        }

        Span<bool> seen = stackalloc bool[_members.Count];
        foreach (var property in element.EnumerateObject())
        {
            if (walk.IsFull)
            {
                return;
            }

            if (_members.TryGetValue(property.Name, out var member))
            {
                seen[member.Index] = true;
                walk.Down(member.Name);
                member.Check(property.Value, walk);
                walk.Up();
            }
            else
            {
                CheckOther(property, walk);
            }
        }

        foreach (var member in _members.Values)
        {
            if (member.IsRequired && !seen[member.Index])
            {
                walk.FaultAt(member.Name, "is required");
            }
        }
    }

    public override void CheckWhole(object value, BodyWalk walk)
    {
        foreach (var member in _members.Values)
        {
            member.CheckWhole(value, walk);
        }

        if (value is IValidatableObject validatable)
        {
            foreach (var result in validatable.Validate(new ValidationContext(value)))
            {
                Note(result, walk);
            }
        }
    }

    private void Note(ValidationResult result, BodyWalk walk)
    {
        var rule = result.ErrorMessage ?? "is not valid";
        var names = result.MemberNames.ToArray();
        foreach (var name in names)
        {
            walk.FaultAt(_members.Values.FirstOrDefault(member => member.ClrName == name)?.Name ?? name, rule);
        }

        if (names.Length == 0)
        {
            walk.Fault(rule);
        }
    }

    private void CheckOther(JsonProperty property, BodyWalk walk)
    {
        if (_takesOthers)
        {
            walk.Down(property.Name);
            FreeContract.CheckAny(property.Value, walk);
            walk.Up();
        }
        else if (walk.Options.RefuseUnknownMembers)
        {
            var meant = _members.Keys.FirstOrDefault(name => Letters(name).Equals(Letters(property.Name), StringComparison.OrdinalIgnoreCase));
            walk.FaultAt(property.Name, meant is null ? "is not known here; leave it out" : $"is not known here; did you mean '{meant}'?");
        }
    }

    private static string Letters(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
}
