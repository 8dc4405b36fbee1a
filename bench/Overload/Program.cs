using Seaworthy.Bench.Overload;

return args switch
{
    ["serve", var milliseconds, var sheds] => await BusyServer.RunAsync(int.Parse(milliseconds, System.Globalization.CultureInfo.InvariantCulture), sheds == "true"),
    [.. var words] when words.All(word => word == "--quick") => await OverloadRun.RunAsync(words.Length > 0),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("start with bench/run overload");
    return 2;
}
