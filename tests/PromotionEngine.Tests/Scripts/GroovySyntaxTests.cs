using PromotionEngine.Scripts;

namespace PromotionEngine.Tests.Scripts;

/// <summary>What the Groovy 2.4 compiler says to scripts that do not compile.</summary>
[TestFixture]
public sealed class GroovySyntaxTests
{
    [TestCase("def x = (", 1, 10)]
    [TestCase("output = input\n\n  def = 2", 3, 3)]
    [TestCase("def f = (a, b) -> a + b", 1, 11, Description = "a lambda is Groovy 3")]
    [TestCase("do { x() } while (true)", 1, 1, Description = "do/while is Groovy 3")]
    [TestCase("if (a !in b) { }", 1, 7, Description = "!in is Groovy 3")]
    [TestCase("x = a?[0]", 1, 10, Description = "safe indexing is Groovy 3")]
    [TestCase("x = String::valueOf", 1, 11, Description = "a method reference is Groovy 3")]
    [TestCase("'''no end", 1, 10)]
    [TestCase("x = \"${", 1, 8)]
    [TestCase("}", 1, 1)]
    [TestCase("class A { def m( }", 1, 18)]
    public async Task ScriptThatDoesNotCompile_IsASyntaxError_WhereTheCompilerSays(string script, int line, int column)
    {
        var findings = await SharedCheckers.Groovy.CheckAsync(script, CancellationToken.None);

        Assert.That(findings, Is.Not.Empty);
        Assert.That((findings[0].Kind, findings[0].Line, findings[0].Column), Is.EqualTo((ScriptFindingKind.Syntax, line, column)), findings[0].Message);
        Assert.That(findings[0].Message, Is.Not.Empty.And.Not.Contains('\n').And.Not.Contains("   at ").And.Not.Contains(".groovy"));
    }

    [TestCase("\u0000\u0001\u0002")]
    [TestCase("PK\u0003\u0004\u0014\u0000\b\b\u0000")]
    [TestCase("\u007fELF\u0002\u0001\u0001\u0000")]
    [TestCase("\\u12")]
    [TestCase("@")]
    [TestCase("\"${\"${\"${")]
    public async Task BinaryRubbish_IsASyntaxError(string script)
    {
        var findings = await SharedCheckers.Groovy.CheckAsync(script, CancellationToken.None);

        Assert.That(findings.Select(finding => finding.Kind), Is.Not.Empty.And.All.EqualTo(ScriptFindingKind.Syntax));
    }

    // What the engine's own nesting scan refuses earlier must not harm the compiler either.
    [TestCase("(", 6_000)]
    [TestCase("[", 1_000)]
    [TestCase("{", 10_240)]
    [TestCase("a{", 2_000)]
    [TestCase("\"${", 3_400)]
    [TestCase("a?b:", 2_500)]
    [TestCase("if(a)", 2_000)]
    [TestCase("!", 10_240)]
    [TestCase("1+", 5_000)]
    [TestCase("a.", 5_000)]
    [TestCase("'", 10_240)]
    [TestCase("@A ", 3_000)]
    public async Task RepeatedToken_IsAnswered(string token, int times)
    {
        var findings = await SharedCheckers.Groovy.CheckAsync(string.Concat(Enumerable.Repeat(token, times)), CancellationToken.None);

        Assert.That(findings.Select(finding => finding.Kind), Is.Not.Empty.And.All.EqualTo(ScriptFindingKind.Syntax));
    }

    [Test]
    public async Task GrabOfSomethingThatDoesNotExist_IsNeverLookedFor()
    {
        var findings = await SharedCheckers.Groovy.CheckAsync("@Grab(group = 'nobody.example', module = 'nothing', version = '1')\nimport nobody.Nothing\noutput = Nothing.x", CancellationToken.None);

        Assert.That(findings.Select(finding => finding.Kind), Is.EqualTo(new[] { ScriptFindingKind.Security }), "a download that was tried would be a compiler's error");
    }
}
