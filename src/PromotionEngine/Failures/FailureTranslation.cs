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
        PlatformException platform => new PromotionFailure(CodeOf(platform.Kind), MessageOf(platform)),
        DataHubException dataHub => new PromotionFailure(ErrorCodes.DatahubError, MessageOf(dataHub)),
        ComponentXmlException component => new PromotionFailure(ErrorCodes.PromotionFailed, component.Message),
        _ => null,
    };

    // The platform's own words are kept where they tell a person what to change; what a failing server says helps nobody.
    private static string MessageOf(PlatformException exception) => exception.Kind switch
    {
        PlatformErrorKind.AuthFailed =>
            $"Boomi refused the service's credentials ({exception.Status}, {exception.Operation}). Ask the operator to check the API token and its privileges.",
        PlatformErrorKind.Busy =>
            $"Boomi was too busy ({exception.Status}, {exception.Operation}) and stayed so after several attempts. Try again in a few minutes.",
        PlatformErrorKind.ServerError =>
            $"Boomi failed ({(exception.Status == 0 ? "no answer" : exception.Status)}, {exception.Operation}) and went on failing after several attempts. Try again later.",
        PlatformErrorKind.Unclear =>
            $"Boomi did not say whether {exception.Operation} took effect ({(exception.Status == 0 ? "no answer" : exception.Status)}). Try again.",
        PlatformErrorKind.Malformed or PlatformErrorKind.NotFound => $"Boomi's answer to {exception.Operation} cannot be used: {exception.Message}",
        _ => exception.Message,
    };

    private static string MessageOf(DataHubException exception) => exception.Kind switch
    {
        DataHubErrorKind.AuthFailed =>
            $"DataHub refused the service's credentials ({exception.Status}). Ask the operator to check the repository's user and token.",
        DataHubErrorKind.Busy => $"DataHub was too busy ({exception.Status}) and stayed so after several attempts. Try again in a few minutes.",
        DataHubErrorKind.ServerError =>
            $"DataHub failed ({(exception.Status == 0 ? "no answer" : exception.Status)}) and went on failing after several attempts. Try again later.",
        _ => exception.Message,
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
