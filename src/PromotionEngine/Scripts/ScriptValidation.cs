using System.Text;
using Contract.Errors;

namespace PromotionEngine.Scripts;

/// <summary>Says whether a script may stand in a map function: its length, whether it compiles, what it reaches for. Nothing is ever run.</summary>
public sealed class ScriptValidation(GroovyChecker groovy, JavaScriptChecker javaScript)
{
    /// <summary>Longest script in bytes of UTF-8.</summary>
    public const int MaxBytes = 10_240;

    /// <summary>The language that a word of the contract stands for, in any case; null for any other word.</summary>
    public static ScriptLanguage? LanguageOf(string word) => word.Trim().ToUpperInvariant() switch
    {
        "GROOVY" => ScriptLanguage.Groovy,
        "JAVASCRIPT" => ScriptLanguage.JavaScript,
        _ => null,
    };

    /// <summary>Checks a script.</summary>
    /// <exception cref="ScriptCheckException">It could not be checked.</exception>
    public async Task<ScriptVerdict> CheckAsync(string script, ScriptLanguage language, CancellationToken cancellationToken)
    {
        if (FindWrongLength(script) is { } verdict)
        {
            return verdict;
        }

        if (NestingScan.FindTooDeep(script) is { } tooDeep)
        {
            return VerdictOn([tooDeep], language);
        }

        var findings = language == ScriptLanguage.Groovy
            ? await groovy.CheckAsync(script, cancellationToken)
            : await javaScript.CheckAsync(script, cancellationToken);
        return VerdictOn(findings, language);
    }

    /// <summary>The verdict on a script that is blank or too long; null for any other.</summary>
    public static ScriptVerdict? FindWrongLength(string script)
    {
        if (string.IsNullOrWhiteSpace(script))
        {
            return new ScriptVerdict(ErrorCodes.ScriptEmpty, "scriptContent is empty. Write a script.", []);
        }

        var bytes = Encoding.UTF8.GetByteCount(script);
        if (bytes <= MaxBytes)
        {
            return null;
        }

        var message = $"The script has {bytes} bytes in UTF-8; at most {MaxBytes} are allowed. Shorten it.";
        return new ScriptVerdict(ErrorCodes.ScriptTooLarge, message, [new ScriptFinding(ScriptFindingKind.Size, 0, 0, message)]);
    }

    // A script that does not compile is said to be so, whatever else is found in it.
    private static ScriptVerdict VerdictOn(IReadOnlyList<ScriptFinding> findings, ScriptLanguage language)
    {
        if (findings.Count == 0)
        {
            return ScriptVerdict.Valid;
        }

        var first = findings.FirstOrDefault(finding => finding.Kind == ScriptFindingKind.Syntax) ?? findings[0];
        var code = (language, first.Kind) switch
        {
            (ScriptLanguage.Groovy, ScriptFindingKind.Security) => ErrorCodes.GroovySecurityViolation,
            (ScriptLanguage.Groovy, _) => ErrorCodes.GroovySyntaxError,
            (_, ScriptFindingKind.Security) => ErrorCodes.JavascriptSecurityViolation,
            _ => ErrorCodes.JavascriptSyntaxError,
        };
        var place = first.Line > 0 ? $"Line {first.Line}, column {first.Column}: " : string.Empty;
        var more = findings.Count > 1 ? $" {findings.Count - 1} more in errors." : string.Empty;
        return new ScriptVerdict(code, $"{place}{first.Message}{more}", findings);
    }
}
