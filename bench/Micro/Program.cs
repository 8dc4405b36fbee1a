using Seaworthy.Micro;
using Seaworthy.Micro.Caching;

return args switch
{
    ["layers", .. var words] => await LayersRun.RunAsync(words.Contains("--quick")),
    ["limits", .. var words] => await LimitsRun.RunAsync(words.Contains("--quick")),
    ["limit", var name, var clients] => LimitMeasurement.Run(name, int.Parse(clients, System.Globalization.CultureInfo.InvariantCulture)),
    ["shared-limit", var name, var seconds] => await SharedLimitMeasurement.RunAsync(name, int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)),
    ["cache", .. var words] => await CacheRun.RunAsync(words.Contains("--quick")),
    ["row", var name] => await LayerRow.RunAsync(name),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("start with bench/run layers, bench/run limits or bench/run cache");
    return 2;
}
