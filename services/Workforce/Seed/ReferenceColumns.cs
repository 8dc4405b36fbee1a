namespace Seaworthy.Workforce.Seed;

/// <summary>The fields of the three files, and the columns that may hold them: O*NET's own names, and plainer ones.</summary>
internal static class ReferenceColumns
{
    private static readonly string[] Code = ["onet_soc_code", "O*NET-SOC Code", "code"];
    private static readonly string[] Title = ["title", "role"];

    /// <summary>A column that only relations have.</summary>
    public static string[] Related { get; } = ["related_onet_soc_code", "Related O*NET-SOC Code", "related_code"];

    /// <summary>A column that only tasks have.</summary>
    public static string[] TaskId { get; } = ["task_id", "Task ID"];

    public static IReadOnlyDictionary<string, string[]> Occupations { get; } = new Dictionary<string, string[]>
    {
        ["code"] = Code,
        ["title"] = Title,
        ["description"] = ["description"],
        ["job_zone"] = ["job_zone", "Job Zone"],
        ["headcount"] = ["total_employment", "headcount"],
        ["avg_salary"] = ["annual_mean_wage", "avg_salary"],
    };

    public static IReadOnlyDictionary<string, string[]> Tasks { get; } = new Dictionary<string, string[]>
    {
        ["code"] = Code,
        ["title"] = Title,
        ["task_id"] = TaskId,
        ["task"] = ["task"],
        ["type"] = ["task_type", "Task Type", "type"],
        ["incumbents"] = ["incumbents_responding", "Incumbents Responding", "incumbents"],
        ["date"] = ["date"],
        ["source"] = ["domain_source", "Domain Source", "source"],
    };

    public static IReadOnlyDictionary<string, string[]> Relations { get; } = new Dictionary<string, string[]>
    {
        ["code"] = Code,
        ["title"] = Title,
        ["related_code"] = Related,
        ["related_title"] = ["related_title", "Related Title"],
        ["tier"] = ["relatedness_tier", "Relatedness Tier", "tier"],
        ["index"] = ["index"],
    };
}
