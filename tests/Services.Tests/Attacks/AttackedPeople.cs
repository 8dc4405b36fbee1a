namespace Seaworthy.Services.Tests.Attacks;

/// <summary>Who attacks. Each is somebody at one service; what the last of each service claims in a token is nothing there.</summary>
internal static class AttackedPeople
{
    public const string Shopper = "a shopper";
    public const string OtherShopper = "another shopper, with roles that are not the shop's";
    public const string ShopStaff = "the shop's staff";
    public const string Employee = "an employee, who administers the service too";
    public const string Applicant = "somebody of no company, who claims one";
    public const string Owner = "a restaurant's owner";
    public const string OtherOwner = "another restaurant's owner";
    public const string Guest = "somebody of no restaurant, who claims one";

    public const string TeamManager = "the manager of a team";
    public const string Visitor = "somebody of no team, with roles of other services";

    public const string Rider = "a rider";
    public const string OtherRider = "another rider, who claims to drive";
    public const string OtherDriver = "a driver who was not asked";
    public const string RideOperator = "who looks after the rides, and drives too";
    public const string Passenger = "a rider with roles of other services";

    /// <summary>Who may most at a service.</summary>
    public static string MightiestAt(string service) => service switch { "grocery" => ShopStaff, "workforce" => Employee, "todos" => TeamManager, "rides" => RideOperator, _ => Owner };

    /// <summary>Who is signed in at a service, and may nothing that is somebody's.</summary>
    public static string LeastAt(string service) => service switch { "grocery" => OtherShopper, "workforce" => Applicant, "todos" => Visitor, "rides" => Passenger, _ => Guest };
}
