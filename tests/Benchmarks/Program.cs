using Benchmarks;
using Benchmarks.Measuring;
using Benchmarks.Worlds;

if (args is [EmulatorServer.Command, var order])
{
    await EmulatorServer.RunAsync(order, Console.In, Console.Out, CancellationToken.None);
    return 0;
}

IReadOnlyList<IBenchmark> chosen;
try
{
    chosen = BenchmarkSet.Choose(args);
}
catch (Exception exception) when (exception is ArgumentException or FormatException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}

var table = new FigureTable(Console.Out);
table.Begin();
foreach (var benchmark in chosen)
{
    await benchmark.RunAsync(table, CancellationToken.None);
}

return table.AllHold ? 0 : 1;
