using Seaworthy.Micro;
using Seaworthy.Micro.Caching;

return args switch
{
    ["layers", .. var words] => await LayersRun.RunAsync(words.Contains("--quick")),
    ["cache", .. var words] => await CacheRun.RunAsync(words.Contains("--quick")),
    ["row", var name] => await LayerRow.RunAsync(name),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("start with bench/run layers or bench/run cache");
    return 2;
}
