using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Workforce.Companies;

/// <summary>The catalogue of companies, the caller's own, and all that use the service.</summary>
internal static class CompanyLists
{
    public static ListDefinition<MasterCompany, MasterCompany> Master { get; } = List.Of<MasterCompany>("master companies")
        .Key(c => c.Id)
        .Field("id", c => c.Id)
        .Field("name", c => c.Name)
        .Field("industry", c => c.Industry)
        .Field("country", c => c.Country)
        .Field("headcount", c => c.Headcount)
        .Sort("name", c => c.NameKey)
        .Strict();

    public static ListDefinition<Company, Company> Own { get; } = OfCaller(List.Of<Company>("companies"))
        .Sort("id", c => c.Id)
        .Strict();

    public static ListDefinition<Company, Company> Item { get; } = OfCaller(List.Of<Company>("company"));

    /// <summary>All of them, for whoever administers the service: their numbers are what API keys are made for.</summary>
    public static ListDefinition<Company, Company> Every { get; } = Fields(List.Of<Company>("all companies"))
        .Sort("id", c => c.Id)
        .Strict()
        .AllTenants();

    private static ListDefinition<Company, Company> OfCaller(ListDefinition<Company, Company> list) =>
        Fields(list).Within<long>((c, company) => c.Id == company);

    private static ListDefinition<Company, Company> Fields(ListDefinition<Company, Company> list) => list
        .Key(c => c.Id)
        .Field("id", c => c.Id)
        .Field("master_company_id", c => c.MasterCompanyId)
        .Field("name", c => c.Name)
        .Field("industry", c => c.Industry)
        .Field("created_at", c => c.CreatedAt)
        .Field("updated_at", c => c.UpdatedAt)
        .Field("version", c => c.Version);
}
