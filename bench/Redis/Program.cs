using Seaworthy.Bench.Redis;

return args switch
{
    ["row", var name] => await RowRun.RunAsync(name),
    [.. var words] when words.All(word => word == "--quick") => RedisRun.Run(words.Length > 0),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("start with bench/run redis");
    return 2;
}
