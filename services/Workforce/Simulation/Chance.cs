using System.Text;

namespace Seaworthy.Workforce.Simulation;

/// <summary>
/// SplitMix64: numbers that look like chance and are the same on every machine and in every version, for a seed and a name. What
/// .NET's own generator gives for a seed is nobody's promise.
/// </summary>
internal struct Chance
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state;

    public Chance(long seed, string name)
    {
        // FNV-1a, so that a role has its own numbers wherever it stands in the request.
        _state = 0xCBF29CE484222325 ^ unchecked((ulong)seed);
        foreach (var part in Encoding.UTF8.GetBytes(name))
        {
            _state = unchecked((_state ^ part) * 0x100000001B3);
        }
    }

    /// <summary>The next number from <paramref name="least"/> up to, and without, <paramref name="most"/>.</summary>
    public double Next(double least, double most)
    {
        unchecked
        {
            _state += Step;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            mixed ^= mixed >> 31;
            return least + ((mixed >> 11) * (1.0 / (1UL << 53)) * (most - least));
        }
    }
}
