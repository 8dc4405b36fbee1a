namespace Seaworthy.Tests.Architecture;

/// <summary>Who works over the rows of all tenants, each with its reason here.</summary>
[Trait("Requirement", "R15")]
public sealed class TenantTests
{
    private static readonly Dictionary<string, string> Named = new()
    {
        ["services/Cafe/Seed/CafeSeed.cs"] = "looks whether the restaurant of a setting is there",
        ["services/Cafe/Seed/DemoRestaurants.cs"] = "makes restaurants that are not there yet",
        ["services/Cafe/Seed/SaleImport.cs"] = "loads files that name their restaurants",
        ["services/Cafe/Staff/StaffTable.cs"] = "finds out whose somebody is, by an e-mail that is unique over all restaurants",
        ["services/Cafe/Tables/TableTokens.cs"] = "finds out at whose table somebody sits, by what is in its code",
        ["services/Workforce/Companies/CompanyLists.cs"] = "shows whoever administers the service which companies there are",
        ["services/Workforce/Routes.cs"] = "shows whoever administers the service what was done at all companies",
        ["services/Workforce/Seed/DemoCompany.cs"] = "makes a company that is not there yet",
        ["services/Workforce/Users/Callers.cs"] = "finds out whose somebody is, by an e-mail that is unique over all companies",
    };

    [Fact]
    public void Nobody_works_over_all_tenants_who_is_not_named_here() =>
        Project.All.Where(project => project.Folder.StartsWith("services/", StringComparison.Ordinal)).SelectMany(project => project.Sources())
            .Where(file => File.ReadAllText(file) is var text && (text.Contains(".AllTenants()", StringComparison.Ordinal) || text.Contains("OfAllTenants<", StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order().ShouldBe(Named.Keys.Order());

    [Fact]
    public void No_service_takes_the_filter_of_tenants_away() =>
        Project.All.Where(project => project.Folder.StartsWith("services/", StringComparison.Ordinal)).SelectMany(project => project.Sources())
            .Where(file => File.ReadAllText(file).Contains("IgnoreQueryFilters", StringComparison.Ordinal)).ShouldBeEmpty();
}
