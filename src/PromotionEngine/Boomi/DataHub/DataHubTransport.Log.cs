namespace PromotionEngine.Boomi.DataHub;

/// <content>Log messages, event ids 2200 to 2209.</content>
internal sealed partial class DataHubTransport
{
    [LoggerMessage(2200, LogLevel.Warning, "DataHub is busy: {Method} {Path} was answered with {Status}.")]
    private partial void LogBusy(string method, string path, int status);

    [LoggerMessage(2201, LogLevel.Warning, "{Method} {Path} got no answer from DataHub: {Reason}")]
    private partial void LogUnreachable(string method, string path, string reason);
}
