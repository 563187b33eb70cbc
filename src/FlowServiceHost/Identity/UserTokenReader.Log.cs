using Microsoft.Extensions.Logging;

namespace FlowServiceHost.Identity;

public sealed partial class UserTokenReader
{
    [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "Refused a user token: {Reason}.")]
    private static partial void Refused(ILogger logger, string reason);
}
