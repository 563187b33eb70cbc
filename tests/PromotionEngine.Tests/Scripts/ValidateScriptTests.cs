using Contract.Calls;
using Contract.Errors;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Scripts;

/// <summary>The action as callers see it.</summary>
[TestFixture]
public sealed class ValidateScriptTests
{
    [Test]
    public async Task ValidateScript_Answers_AreWhatTheContractSays()
    {
        SharedCheckers.RequireGroovy();
        await using var engine = await RunningEngine.StartAsync();

        var valid = await AskAsync(engine, "output = input", "groovy");
        var broken = await AskAsync(engine, "output = (", "GROOVY");
        var evil = await AskAsync(engine, "System.exit(0)", "Groovy");
        var javaScript = await AskAsync(engine, "java.lang.System.exit(0);", "JavaScript");
        var brokenJavaScript = await AskAsync(engine, "var = 1;", "JAVASCRIPT");

        Assert.That((valid.Success, valid.ErrorCode, valid.IsValid, valid.Language, valid.FunctionName, valid.WarningCount), Is.EqualTo((true, string.Empty, true, "GROOVY", "toUpper", 0)), valid.ErrorMessage);
        Assert.That(valid.ValidatedAt, Does.Match("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"));
        Assert.That((broken.Success, broken.ErrorCode, broken.IsValid, broken.Errors.Single().Type), Is.EqualTo((true, ErrorCodes.GroovySyntaxError, false, "SYNTAX")));
        Assert.That((evil.Success, evil.ErrorCode, evil.IsValid, evil.Errors[0].Type), Is.EqualTo((true, ErrorCodes.GroovySecurityViolation, false, "SECURITY")));
        Assert.That((evil.Errors[0].Line, evil.Errors[0].Column), Is.EqualTo((1, 1)));
        Assert.That((javaScript.Success, javaScript.ErrorCode, javaScript.Language), Is.EqualTo((true, ErrorCodes.JavascriptSecurityViolation, "JAVASCRIPT")));
        Assert.That((brokenJavaScript.Success, brokenJavaScript.ErrorCode), Is.EqualTo((true, ErrorCodes.JavascriptSyntaxError)));
        Assert.That(brokenJavaScript.ErrorMessage, Does.Contain("Line 1, column 5"));
    }

    [Test]
    public async Task ValidateScript_WhatCannotBeAScript_IsSaidWithoutACompiler()
    {
        await using var engine = await RunningEngine.StartAsync(("Scripts:Java", "no-such-java"));

        var noLanguage = await AskAsync(engine, "x", string.Empty);
        var otherLanguage = await AskAsync(engine, "x", "COBOL");
        var empty = await AskAsync(engine, "\n ", "GROOVY");
        var large = await AskAsync(engine, new string('x', 10_241), "GROOVY");
        var deep = await AskAsync(engine, new string('(', 6_000), "GROOVY");

        Assert.That(new[] { noLanguage, otherLanguage, empty, large, deep }.Select(answer => (answer.Success, answer.IsValid)), Is.All.EqualTo((true, false)));
        Assert.That(
            new[] { noLanguage, otherLanguage, empty, large, deep }.Select(answer => answer.ErrorCode),
            Is.EqualTo(new[] { ErrorCodes.InvalidLanguage, ErrorCodes.InvalidLanguage, ErrorCodes.ScriptEmpty, ErrorCodes.ScriptTooLarge, ErrorCodes.GroovySyntaxError }));
        Assert.That(otherLanguage.ErrorMessage, Does.Contain("COBOL"));
        Assert.That((large.Errors.Single().Type, large.Errors.Single().Line), Is.EqualTo(("SIZE", 0)));
    }

    [Test]
    public async Task ValidateScript_WithoutJava_IsAnInternalErrorThatSaysWhatToInstall()
    {
        await using var engine = await RunningEngine.StartAsync(("Scripts:Java", "no-such-java"));

        var groovy = await AskAsync(engine, "output = 1", "GROOVY");
        var javaScript = await AskAsync(engine, "output = 1;", "JAVASCRIPT");

        Assert.That((groovy.Success, groovy.ErrorCode, groovy.IsValid, groovy.Language), Is.EqualTo((false, ErrorCodes.ValidationInternalError, false, "GROOVY")));
        Assert.That(groovy.ErrorMessage, Does.Contain("apt-get install groovy default-jre-headless"));
        Assert.That(javaScript.IsValid, Is.True, "JavaScript needs no Java");
    }

    [Test]
    public async Task ValidateScript_ReadOnlyCaller_IsRefused()
    {
        await using var engine = await RunningEngine.StartAsync();
        var nobody = new CallerIdentity { Kind = CallerKind.User, Subject = "x", Email = "x@abc.example", Groups = ["SOMETHING_ELSE"] };

        var answer = await engine.Scripts.ValidateScriptAsync(new ValidateScriptRequest { ScriptContent = "x", Language = "JAVASCRIPT" }, RunningEngine.Headers(nobody));

        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, ErrorCodes.InsufficientTier)));
    }

    private static async Task<ValidateScriptResponse> AskAsync(RunningEngine engine, string script, string language) =>
        await engine.Scripts.ValidateScriptAsync(
            new ValidateScriptRequest { ScriptContent = script, Language = language, FunctionName = "toUpper", EnvironmentId = "e", ClientAccountId = "c", MapExtensionId = "m" },
            engine.By("alice"));
}
