using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Workforce.Scores;

/// <summary>The machine's scores of the caller's company, newest first.</summary>
internal static class ScoreLists
{
    public static ListDefinition<EtterScore, EtterScore> All { get; } = Fields(List.Of<EtterScore>("etter scores"))
        .Filter<long>("workflow_id", FilterValue.Id, (s, workflow) => s.WorkflowId == workflow)
        .Sort("created_at", s => s.CreatedAt, descending: true)
        .Strict();

    public static ListDefinition<EtterScore, EtterScore> Item { get; } = Fields(List.Of<EtterScore>("etter score"));

    private static ListDefinition<EtterScore, EtterScore> Fields(ListDefinition<EtterScore, EtterScore> list) => list
        .Key(s => s.Id)
        .Within<long>((s, company) => s.CompanyId == company)
        .Field("id", s => s.Id)
        .Field("workflow_id", s => s.WorkflowId)
        .Field("score", s => s.Score)
        .Field("answered", s => s.Answered)
        .Field("asked", s => s.Asked)
        .Field("created_at", s => s.CreatedAt);
}
