using Microsoft.Extensions.Logging;

namespace FlowServiceHost.Identity;

public sealed partial class IssuerMetadata
{
    [LoggerMessage(EventId = 3102, Level = LogLevel.Error, Message = "The issuer's discovery document or keys cannot be had.")]
    private static partial void ReadingFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Error, Message = "The discovery document is of the issuer '{Issuer}', not of the one of the settings; it is not taken.")]
    private static partial void AnotherIssuer(ILogger logger, string issuer);
}
