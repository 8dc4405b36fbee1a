using Seaworthy.Micro;

return args switch
{
    ["layers", .. var words] => await LayersRun.RunAsync(words.Contains("--quick")),
    ["row", var name] => await LayerRow.RunAsync(name),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("start with bench/run layers");
    return 2;
}
