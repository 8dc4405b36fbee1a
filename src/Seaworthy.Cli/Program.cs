using Seaworthy.Cli;

return await new Tool(Terminal.OfProcess()).RunAsync(args);
