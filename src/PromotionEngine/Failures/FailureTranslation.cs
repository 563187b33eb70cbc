using Contract.Errors;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;

namespace PromotionEngine.Failures;

/// <summary>Turns what the parts throw into the codes of the contract.</summary>
public static class FailureTranslation
{
    /// <summary>The outcome that <paramref name="exception"/> stands for, or null when it is a bug or a failure of the call itself.</summary>
    public static PromotionFailure? Translate(Exception exception) => exception switch
    {
        PromotionFailure failure => failure,
        PlatformException platform => new PromotionFailure(CodeOf(platform.Kind), platform.Message),
        DataHubException dataHub => new PromotionFailure(ErrorCodes.DatahubError, dataHub.Message),
        ComponentXmlException component => new PromotionFailure(ErrorCodes.PromotionFailed, component.Message),
        _ => null,
    };

    private static string CodeOf(PlatformErrorKind kind) => kind switch
    {
        PlatformErrorKind.AuthFailed => ErrorCodes.AuthFailed,
        PlatformErrorKind.Busy => ErrorCodes.ApiRateLimit,
        PlatformErrorKind.InvalidId => ErrorCodes.ComponentNotFound,
        PlatformErrorKind.BranchDeleted => ErrorCodes.BranchNotFound,
        PlatformErrorKind.Refused => ErrorCodes.PromotionFailed,
        _ => ErrorCodes.InternalError,
    };
}
