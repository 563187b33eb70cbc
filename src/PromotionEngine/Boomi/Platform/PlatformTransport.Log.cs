namespace PromotionEngine.Boomi.Platform;

/// <content>Log messages, event ids 2100 to 2109.</content>
internal sealed partial class PlatformTransport
{
    [LoggerMessage(2100, LogLevel.Warning, "The platform is busy: {Operation} was answered with {Status}, the rate of account {Account} is lowered.")]
    private partial void LogBusy(string operation, int status, string account);

    [LoggerMessage(2101, LogLevel.Warning, "{Operation} got no answer from the platform: {Reason}")]
    private partial void LogUnreachable(string operation, string reason);
}
