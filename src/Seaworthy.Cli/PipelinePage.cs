namespace Seaworthy.Cli;

/// <summary>The pipeline as people read it; <c>docs/pipeline.md</c> holds the same lines and a test compares them.</summary>
internal sealed class PipelinePage(RequestPipeline pipeline)
{
    public IReadOnlyList<string> Lines()
    {
        List<string[]> rows = [["STAGE", "MAY END IT WITH", "WHY HERE"], .. pipeline.Entries.Select(Row)];
        var widths = (Name: rows.Max(row => row[0].Length), End: rows.Max(row => row[1].Length));
        return [.. rows.Select(row => $"{row[0].PadRight(widths.Name)}   {row[1].PadRight(widths.End)}   {row[2]}")];
    }

    public int Print(Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Json(new { schema = "seaworthy.pipeline/1", stages = pipeline.Entries.Select(entry => new { entry.Name, entry.MayEndWith, entry.Why }) });
        }
        else
        {
            foreach (var line in Lines())
            {
                terminal.Line(line);
            }
        }

        return ExitCode.Yes;
    }

    private static string[] Row(PipelineEntry entry) => [entry.Name, entry.MayEndWith.Length == 0 ? "–" : entry.MayEndWith, entry.Why];
}
