using Seaworthy.Micro;

return args switch
{
    ["layers", .. var words] => await LayersRun.RunAsync(words.Contains("--quick")),
    ["limits", .. var words] => await LimitsRun.RunAsync(words.Contains("--quick")),
    ["limit", var name, var clients] => LimitMeasurement.Run(name, int.Parse(clients, System.Globalization.CultureInfo.InvariantCulture)),
    ["row", var name] => await LayerRow.RunAsync(name),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("start with bench/run layers or bench/run limits");
    return 2;
}
