using System.Text;
using Contract.Errors;
using PromotionEngine.Scripts;

namespace PromotionEngine.Tests.Scripts;

/// <summary>Length, nesting, and the verdict over all findings.</summary>
[TestFixture]
public sealed class ScriptValidationTests
{
    [TestCase("")]
    [TestCase("  \r\n\t ")]
    public async Task CheckAsync_BlankScript_IsEmpty(string script)
    {
        var verdict = await SharedCheckers.Validation.CheckAsync(script, ScriptLanguage.JavaScript, CancellationToken.None);

        Assert.That((verdict.IsValid, verdict.Code, verdict.Findings.Count), Is.EqualTo((false, ErrorCodes.ScriptEmpty, 0)));
    }

    [TestCase("a")]
    [TestCase("é")]
    [TestCase("€")]
    [TestCase("😀")]
    public async Task CheckAsync_AtTheEdgeOfTheLength_CountsBytes(string letter)
    {
        var bytes = Encoding.UTF8.GetByteCount(letter);
        var fitting = "//" + string.Concat(Enumerable.Repeat(letter, (ScriptValidation.MaxBytes - 2) / bytes));
        fitting += new string('x', ScriptValidation.MaxBytes - Encoding.UTF8.GetByteCount(fitting));

        var atTheEdge = await SharedCheckers.Validation.CheckAsync(fitting, ScriptLanguage.JavaScript, CancellationToken.None);
        var over = await SharedCheckers.Validation.CheckAsync(fitting + "x", ScriptLanguage.JavaScript, CancellationToken.None);

        Assert.That(Encoding.UTF8.GetByteCount(fitting), Is.EqualTo(10_240));
        Assert.That(atTheEdge.IsValid, Is.True, atTheEdge.Message);
        Assert.That(over.Code, Is.EqualTo(ErrorCodes.ScriptTooLarge));
        var finding = over.Findings.Single();
        Assert.That((finding.Kind, finding.Line), Is.EqualTo((ScriptFindingKind.Size, 0)));
        Assert.That(finding.Message, Does.Contain("10241").And.Contains("10240"));
    }

    [TestCase(ScriptLanguage.Groovy, ErrorCodes.GroovySyntaxError)]
    [TestCase(ScriptLanguage.JavaScript, ErrorCodes.JavascriptSyntaxError)]
    public async Task CheckAsync_SixThousandParentheses_AreRefusedBeforeTheParser(ScriptLanguage language, string code)
    {
        var verdict = await SharedCheckers.Validation.CheckAsync("x =\n" + new string('(', 6_000), language, CancellationToken.None);

        var finding = verdict.Findings.Single();
        Assert.That((verdict.Code, finding.Line, finding.Column), Is.EqualTo((code, 2, NestingScan.Deepest + 1)));
        Assert.That(finding.Message, Does.Contain("nested"));
    }

    [Test]
    public async Task CheckAsync_GroovyVerdicts_HaveTheirCodes()
    {
        SharedCheckers.RequireGroovy();
        var valid = await SharedCheckers.Validation.CheckAsync("output = input", ScriptLanguage.Groovy, CancellationToken.None);
        var broken = await SharedCheckers.Validation.CheckAsync("output = (", ScriptLanguage.Groovy, CancellationToken.None);
        var evil = await SharedCheckers.Validation.CheckAsync("System.exit(0); new File('x')", ScriptLanguage.Groovy, CancellationToken.None);

        Assert.That((valid.Code, broken.Code, evil.Code), Is.EqualTo((string.Empty, ErrorCodes.GroovySyntaxError, ErrorCodes.GroovySecurityViolation)));
        Assert.That(evil.Message, Does.StartWith("Line 1, column 1: System").And.Contains("1 more"));
    }

    [TestCase("GROOVY", ScriptLanguage.Groovy)]
    [TestCase("groovy", ScriptLanguage.Groovy)]
    [TestCase("JavaScript", ScriptLanguage.JavaScript)]
    [TestCase(" javascript ", ScriptLanguage.JavaScript)]
    [TestCase("", null)]
    [TestCase("GROOVY2", null)]
    [TestCase("js", null)]
    public void LanguageOf_Word_IsReadInAnyCase(string word, ScriptLanguage? expected) => Assert.That(ScriptValidation.LanguageOf(word), Is.EqualTo(expected));

    [TestCase("((((", 4)]
    [TestCase("([{}])(){}", 3)]
    [TestCase("// ((((((\n(", 1)]
    [TestCase("/* (((( \n (( */ (", 1)]
    [TestCase("'((((' + \"((((\" + (", 1)]
    [TestCase("'a\\'((((' + (", 1)]
    public void FindTooDeep_SomeBrackets_AreCountedOutsideTextsAndComments(string script, int depth)
    {
        var fitting = new string('[', NestingScan.Deepest - depth);

        Assert.That(NestingScan.FindTooDeep(fitting + script), Is.Null);
        Assert.That(NestingScan.FindTooDeep("[" + fitting + script), Is.Not.Null);
    }
}
