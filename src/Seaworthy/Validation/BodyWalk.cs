using System.Globalization;
using System.Text;
using System.Text.Json;
using Seaworthy.Api.Problems;

namespace Seaworthy.Validation;

/// <summary>One walk through a body: where it stands, and every fault it has met.</summary>
internal sealed class BodyWalk(ValidationOptions options)
{
    private readonly List<ProblemError> _faults = [];

    // One entry per level; a string for a member, an int for a place in a list.
    private readonly List<object> _path = [];

    public ValidationOptions Options { get; } = options;

    public IReadOnlyList<ProblemError> Faults => _faults;

    /// <summary>True when nothing more is listed, so that an answer stays small whatever was sent.</summary>
    public bool IsFull => _faults.Count >= Options.MaxErrors;

    public void Down(object step) => _path.Add(step);

    public void Up() => _path.RemoveAt(_path.Count - 1);

    public void Fault(string rule)
    {
        if (!IsFull)
        {
            _faults.Add(new ProblemError(rule, Pointer: Pointer()));
        }
    }

    public void FaultAt(object step, string rule)
    {
        Down(step);
        Fault(rule);
        Up();
    }

    /// <summary>The text of a JSON string; null, and a fault, when it cannot be stored everywhere.</summary>
    public string? TextOf(JsonElement element)
    {
        string text;
        try
        {
            text = element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            Fault("must be Unicode text, has half a surrogate pair");
            return null;
        }

        // PostgreSQL cannot store NUL, and half the tools behind an API end a text there.
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            Fault("must not contain the character NUL");
            return null;
        }

        return text;
    }

    // RFC 6901, section 6: a pointer as a URI fragment.
    private string Pointer()
    {
        var pointer = new StringBuilder("#");
        foreach (var step in _path)
        {
            pointer.Append('/').Append(step is string name
                ? Uri.EscapeDataString(Shown.Cut(name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))
                : ((int)step).ToString(CultureInfo.InvariantCulture));
        }

        return pointer.ToString();
    }
}
