namespace PromotionEngine.Boomi.Platform;

/// <summary>Tells the kinds of failure apart.</summary>
internal static class PlatformFailure
{
    /// <summary>The kind that a status and the platform's words stand for.</summary>
    public static PlatformErrorKind KindOf(int status, string message, bool repeatable) => status switch
    {
        401 or 403 => PlatformErrorKind.AuthFailed,
        429 or 503 => PlatformErrorKind.Busy,
        404 or 410 => PlatformErrorKind.NotFound,
        400 when SaysBranchDeleted(message) => PlatformErrorKind.BranchDeleted,
        400 when message.Contains("is invalid", StringComparison.OrdinalIgnoreCase) => PlatformErrorKind.InvalidId,
        >= 400 and < 500 => PlatformErrorKind.Refused,
        // A create may have been carried out before the server failed.
        >= 500 => repeatable ? PlatformErrorKind.ServerError : PlatformErrorKind.Unclear,
        _ => PlatformErrorKind.Malformed,
    };

    /// <summary>
    /// Whether an update was refused because it would change nothing. The platform's words for it are not documented: any of the usual ones counts.
    /// </summary>
    public static bool SaysUnchanged(PlatformException exception) => exception.Kind == PlatformErrorKind.Refused && exception.Status == 400
        && (UnchangedWords.Any(words => exception.Message.Contains(words, StringComparison.OrdinalIgnoreCase))
            || (exception.Message.Contains("nothing", StringComparison.OrdinalIgnoreCase) && exception.Message.Contains("change", StringComparison.OrdinalIgnoreCase)));

    private static readonly string[] UnchangedWords =
        ["no change", "not changed", "unchanged", "material change", "no difference", "nothing to update", "no modification", "not been modified", "identical"];

    private static bool SaysBranchDeleted(string message) => message.Contains("branch", StringComparison.OrdinalIgnoreCase)
        && (message.Contains("already deleted", StringComparison.OrdinalIgnoreCase) || message.Contains("was deleted", StringComparison.OrdinalIgnoreCase));
}
