namespace Seaworthy.Identity.Accounts;

/// <summary>Somebody whom the demo data has, for whoever tries a service in Development.</summary>
/// <param name="Service">At which service.</param>
/// <param name="Email">To sign in with.</param>
/// <param name="Password">No secret: everybody reads it here.</param>
/// <param name="Name">For people.</param>
/// <param name="Roles">What the demo user is there.</param>
public sealed record DemoUser(string Service, string Email, string Password, string Name, IReadOnlyList<string> Roles);
