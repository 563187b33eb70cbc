using Microsoft.Extensions.Logging;

namespace Contract.Calls;

internal sealed partial class SignedCallsMiddleware
{
    [LoggerMessage(EventId = 2301, Level = LogLevel.Warning, Message = "Refused a call of {Path}: its signature is {Verdict}.")]
    private static partial void Refused(ILogger logger, string? path, SignatureVerdict verdict);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Error, Message = "The store of nonces failed; calls are refused until it is back.")]
    private static partial void NonceStoreFailed(ILogger logger, Exception exception);
}
