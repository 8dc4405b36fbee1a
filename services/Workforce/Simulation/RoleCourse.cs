namespace Seaworthy.Workforce.Simulation;

/// <summary>One role on its way through the rounds of <see cref="Automation"/>.</summary>
internal sealed class RoleCourse
{
    // Of what is left nine decimals count. Less than that is nothing at once: with numbers near the smallest that there are, processors are slow.
    private const int Decimals = 9;
    private const double Nothing = 5e-10;

    private readonly SimulatedRole _role;
    private readonly double _reached;
    private Chance _chance;
    private double _left = 1;

    public RoleCourse(SimulationRequest request, SimulatedRole role)
    {
        (_role, _chance) = (role, new(request.Seed, role.Role));
        _reached = request.AutomationFactor * _chance.Next(0.5, 1);
    }

    public void GoOn(int rounds)
    {
        var (chance, left) = (_chance, _left);
        for (var round = 0; round < rounds; round++)
        {
            left *= 1 - Math.Min(1, _reached * chance.Next(0.9, 1.1));
        }

        (_chance, _left) = (chance, left < Nothing ? 0 : left);
    }

    /// <summary>The role as it is now.</summary>
    public RoleStep Step()
    {
        var needed = (int)Math.Ceiling(_role.Headcount * Math.Round(_left, Decimals));
        var freed = _role.Headcount - needed;
        return new(_role.Role, needed, freed, Math.Round(1 - _left, 4), needed * _role.AvgSalary, freed * _role.AvgSalary);
    }
}
