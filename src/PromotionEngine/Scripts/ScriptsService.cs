using Contract.Errors;
using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;
using PromotionService.V1;

namespace PromotionEngine.Scripts;

/// <summary>The gRPC face of scripts.</summary>
internal sealed partial class ScriptsService(ScriptValidation validation, AccessRules access, CallerReader callers, TimeProvider time, ILogger<ScriptsService> logger)
    : PromotionService.V1.Scripts.ScriptsBase
{
    /// <inheritdoc/>
    public override async Task<ValidateScriptResponse> ValidateScript(ValidateScriptRequest request, ServerCallContext context)
    {
        var caller = callers.Read(context);
        if (ScriptValidation.LanguageOf(request.Language) is not { } language)
        {
            var named = request.Language.Length > 0 ? $"language is {request.Language}; it" : "language is missing; it";
            return Answer(request, new ScriptVerdict(ErrorCodes.InvalidLanguage, $"{named} must be GROOVY or JAVASCRIPT.", []));
        }

        if (ScriptValidation.FindWrongLength(request.ScriptContent) is { } wrong)
        {
            return Answer(request, wrong);
        }

        access.RequireContributor(caller);
        try
        {
            return Answer(request, await validation.CheckAsync(request.ScriptContent, language, context.CancellationToken));
        }
        catch (ScriptCheckException exception)
        {
            LogNotChecked(exception.InnerException, language, exception.Message);
            var failed = Answer(request, new ScriptVerdict(ErrorCodes.ValidationInternalError, exception.Message, []));
            failed.Success = false;
            return failed;
        }
    }

    private ValidateScriptResponse Answer(ValidateScriptRequest request, ScriptVerdict verdict) => new()
    {
        Success = true,
        ErrorCode = verdict.Code,
        ErrorMessage = verdict.Message,
        Language = ScriptValidation.LanguageOf(request.Language) is { } ? request.Language.Trim().ToUpperInvariant() : request.Language,
        FunctionName = request.FunctionName,
        IsValid = verdict.IsValid,
        Errors =
        {
            verdict.Findings.Select(finding => new ScriptError
            {
                Line = finding.Line, Column = finding.Column, Message = finding.Message, Type = finding.Kind.ToString().ToUpperInvariant(),
            }),
        },
        ValidatedAt = WireInstant.Format(time.GetUtcNow()),
    };

    [LoggerMessage(EventId = 1400, Level = LogLevel.Error, Message = "A script in {Language} could not be checked: {Reason}")]
    private partial void LogNotChecked(Exception? exception, ScriptLanguage language, string reason);
}
