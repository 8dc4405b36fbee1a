namespace Seaworthy.Workforce.Data;

/// <summary>The cache tags that a change touches (R39): by entity, as the document lists them, and the lists of a company.</summary>
internal static class Touched
{
    /// <summary>A user's own data, the user's work, and every beginning of a name that finds somebody of the company.</summary>
    public static IReadOnlyList<string> User(long company, long user) => [$"user:{user}", $"user_workflows:{user}", Users(company)];

    /// <summary>A workflow, its steps, and the company's dashboard.</summary>
    public static IReadOnlyList<string> Workflow(long company, long workflow) =>
        [$"workflow:{workflow}", $"workflow_steps:{workflow}", $"company_workflows:{company}", Dashboard(company)];

    /// <summary>A document, and the lists of the company's.</summary>
    public static IReadOnlyList<string> Document(long company, long document) => [$"document:{document}", $"company_documents:{company}"];

    /// <summary>A company's own data.</summary>
    public static IReadOnlyList<string> Company(long company) => [$"company:{company}"];

    /// <summary>Whatever shows the people of a company.</summary>
    public static string Users(long company) => $"company_users:{company}";

    /// <summary>The dashboard of a company.</summary>
    public static string Dashboard(long company) => $"chro_data:{company}";

    /// <summary>The catalogue of companies.</summary>
    public static string MasterCompanies => "master_companies";

    /// <summary>Roles, their tasks and relations: what <c>seed</c> loads.</summary>
    public static string Reference => "reference";
}
