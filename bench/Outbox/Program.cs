using Seaworthy.Bench.Outbox;

return args switch
{
    ["row", var name] => await RowRun.RunAsync(OutboxRow.All.Single(row => row.Name == name)),
    [.. var words] when words.All(word => word == "--quick") => OutboxRun.Run(words.Length > 0),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("start with bench/run outbox");
    return 2;
}
