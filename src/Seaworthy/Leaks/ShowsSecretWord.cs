namespace Seaworthy.Leaks;

/// <summary>What an endpoint is there to show, by the names of the members.</summary>
internal sealed class ShowsSecretWord(IEnumerable<string> members)
{
    private readonly SecretNames _names = SecretNames.Only(members);

    public bool Has(ReadOnlySpan<byte> name) => _names.Contains(name);
}
