using PromotionEngine.Scripts;

namespace PromotionEngine.Tests.Scripts;

/// <summary>JavaScript as ECMAScript 5 has it, and what it may not reach for.</summary>
[TestFixture]
public sealed class JavaScriptTests
{
    [TestCase("output = input;")]
    [TestCase("var x = { java: 1, load: 2 }; output = x.java + x.load; x['eval'] = 3;")]
    [TestCase("// java.lang\nvar s = 'Packages.java'; output = /java/.test(s);")]
    [TestCase("function f(a) { switch (a) { case 1: return 'x'; default: throw new Error('y'); } }\noutput = f(1);")]
    [TestCase("for (var i = 0, n = 3; i < n; i++) { try { output += i; } catch (e) { } finally { } }")]
    [TestCase("do { label: while (true) { break label; } } while (false);")]
    public async Task OrdinaryScript_IsValid(string script) => Assert.That(await FindAsync(script), Is.Empty);

    [TestCase("var x = 1;\n\nvar y = ;", 3, 9)]
    [TestCase("import a from 'b';", 1, 1, Description = "a module is ECMAScript 6")]
    [TestCase("export default 1;", 1, 1, Description = "a module is ECMAScript 6")]
    [TestCase("var f = x => x;", 1, 12, Description = "an arrow function is ECMAScript 6")]
    [TestCase("class A { }", 1, 1, Description = "a class is ECMAScript 6")]
    [TestCase("var t = `text`;", 1, 9, Description = "a template is ECMAScript 6")]
    [TestCase("function f() {", 1, 15)]
    [TestCase("var s = 'no end", 1, 16)]
    [TestCase("\u0000\u0001", 1, 1)]
    public async Task ScriptThatDoesNotParse_IsASyntaxError_WhereTheParserSays(string script, int line, int column)
    {
        var finding = (await FindAsync(script)).Single();

        Assert.That((finding.Kind, finding.Line, finding.Column), Is.EqualTo((ScriptFindingKind.Syntax, line, column)), finding.Message);
    }

    [TestCase("var F = Java.type('java.io.File');", "Java", 9)]
    [TestCase("java.lang.Runtime.getRuntime();", "java", 1)]
    [TestCase("Packages.java.io.File;", "Packages", 1)]
    [TestCase("load('http://a.example/x.js');", "load", 1)]
    [TestCase("this.java.lang;", "java", 1)]
    [TestCase("this['ja' + 'va'].lang;", "java", 1)]
    [TestCase("importPackage(x);", "importPackage", 1)]
    [TestCase("eval('1');", "eval", 1)]
    [TestCase("new Function('return 1');", "Function", 5)]
    [TestCase("f.constructor('return 1')();", "constructor", 1)]
    [TestCase("function f() { return java; }", "java", 23)]
    [TestCase("var f = function () { if (a) { } else { load('x'); } };", "load", 41)]
    [TestCase("x = { get a() { return java; } };", "java", 24)]
    [TestCase("try { } catch (e) { java.x; }", "java", 21)]
    [TestCase("switch (a) { case java.x: }", "java", 19)]
    [TestCase("a ? b : [1, java];", "java", 13)]
    [TestCase("x[java];", "java", 3)]
    [TestCase("for (var i in java) { }", "java", 15)]
    [TestCase("do { } while (java);", "java", 15)]
    [TestCase("with (java) { }", "java", 7)]
    [TestCase("throw java;", "java", 7)]
    [TestCase("a: java;", "java", 4)]
    [TestCase("x = (1, java);", "java", 9)]
    [TestCase("x = !java || y;", "java", 6)]
    [TestCase("f(java);", "java", 3)]
    public async Task WayOut_WhereverItStands_IsAViolation(string script, string names, int column)
    {
        var findings = await FindAsync(script);

        Assert.That(findings.Select(finding => finding.Kind), Is.Not.Empty.And.All.EqualTo(ScriptFindingKind.Security));
        Assert.That(findings[0].Message, Does.StartWith(names));
        Assert.That((findings[0].Line, findings[0].Column), Is.EqualTo((1, column)));
    }

    // The parser itself, without the nesting scan before it: its stack must hold the deepest script of the allowed length.
    [TestCase("(")]
    [TestCase("[")]
    [TestCase("{")]
    [TestCase("!")]
    [TestCase("x={a:")]
    [TestCase("(function(){")]
    [TestCase("a(")]
    [TestCase("new ")]
    [TestCase("if(1)")]
    [TestCase("a?")]
    [TestCase("'")]
    [TestCase("1+")]
    public async Task RepeatedToken_HiddenFromTheScan_DoesNotOverflowTheStack(string token)
    {
        // In the scan's eyes nearly all of it is one text.
        var script = "/\"/;" + string.Concat(Enumerable.Repeat(token, (ScriptValidation.MaxBytes - 4) / token.Length));

        Assert.That(NestingScan.FindTooDeep(script), Is.Null);
        Assert.That((await FindAsync(script)).Single().Kind, Is.EqualTo(ScriptFindingKind.Syntax));
    }

    [TestCase("0|", 5_000)]
    [TestCase("a.", 5_000)]
    [TestCase("a=", 5_000)]
    [TestCase("a,", 5_000)]
    public async Task LongChain_IsWalkedToItsEnd(string link, int times)
    {
        var findings = await FindAsync(string.Concat(Enumerable.Repeat(link, times)) + (link == "a." ? "b;java" : "java"));

        Assert.That(findings.Single().Message, Does.StartWith("java"));
    }

    private static Task<IReadOnlyList<ScriptFinding>> FindAsync(string script) => SharedCheckers.JavaScript.CheckAsync(script, CancellationToken.None);
}
