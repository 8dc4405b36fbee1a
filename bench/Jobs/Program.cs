using Seaworthy.Bench.Jobs;

return args switch
{
    ["row", var name] => await RowRun.RunAsync(JobRow.All.Single(row => row.Name == name)),
    [.. var words] when words.All(word => word == "--quick") => JobsRun.Run(words.Length > 0),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("start with bench/run jobs");
    return 2;
}
