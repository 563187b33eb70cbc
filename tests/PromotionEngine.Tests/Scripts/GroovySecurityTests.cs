using PromotionEngine.Scripts;

namespace PromotionEngine.Tests.Scripts;

/// <summary>What Groovy scripts may not reach for, wherever in the script they try.</summary>
[TestFixture]
public sealed class GroovySecurityTests
{
    private static readonly string[] BlockedClasses =
    [
        "java.lang.Runtime", "java.lang.ProcessBuilder", "java.lang.ClassLoader", "java.lang.Thread",
        "java.io.File", "java.io.FileInputStream", "java.io.FileOutputStream",
        "java.net.Socket", "java.net.ServerSocket", "java.net.URL", "java.net.HttpURLConnection",
        "java.lang.reflect.Method", "java.lang.reflect.Field",
        "groovy.lang.GroovyShell", "groovy.lang.GroovyClassLoader", "groovy.lang.Eval",
    ];

    [TestCaseSource(nameof(BlockedClasses))]
    public async Task Import_OfABlockedClass_IsAViolation(string name)
    {
        var simple = name[(name.LastIndexOf('.') + 1)..];
        foreach (var script in new[]
        {
            $"import {name}", $"import {name} as Harmless", $"import static {name}.something", $"import static {name}.something as harmless", $"import static {name}.*",
            $"def x = new {name}()", $"{name} x = null", $"def f({name} x) {{ }}", $"x = {name}.y", $"x = ({name}) y", $"x = y as {name}", $"x = y instanceof {name}", $"List<{name}> x = []",
        })
        {
            await AssertViolationAsync(script, simple);
        }
    }

    [TestCase("java.lang.reflect")]
    [TestCase("java.net")]
    [TestCase("groovy.lang")]
    public Task StarImport_OfABlockedPackage_IsAViolation(string name) => AssertViolationAsync($"import {name}.*", name);

    [TestCase("Runtime")]
    [TestCase("ProcessBuilder")]
    [TestCase("System")]
    [TestCase("ClassLoader")]
    [TestCase("GroovyShell")]
    [TestCase("GroovyClassLoader")]
    [TestCase("Eval")]
    public async Task Receiver_OnTheList_IsAViolation(string name)
    {
        await AssertViolationAsync($"{name}.something()", name);
        await AssertViolationAsync($"{name}.something", name);
        await AssertViolationAsync($"{name}.&something", name);
        await AssertViolationAsync($"def x = {name}", name);
    }

    [TestCase("'ls -l'.execute()", "execute")]
    [TestCase("\"ls ${x}\".execute()", "execute")]
    [TestCase("['ls', '-l'].execute()", "execute")]
    [TestCase("['a', 'b']*.execute()", "execute")]
    [TestCase("command?.execute()", "execute")]
    [TestCase("command.\"execute\"()", "execute")]
    [TestCase("def run = command.&execute", "execute")]
    [TestCase("Class.forName('java.lang.Runtime')", "forName")]
    [TestCase("Class.'forName'('java.lang.Runtime')", "forName")]
    [TestCase("Class.\"${'for'}Name\"('java.lang.' + 'Runtime')", "forName")]
    [TestCase("Class.('for' + 'Name')('x')", "forName")]
    [TestCase("String.class.forName('java.lang.Runtime')", "forName")]
    [TestCase("def c = Class; c.&forName", "forName")]
    [TestCase("'java.lang.Runtime' as Class", "Class")]
    [TestCase("(Class) 'java.lang.Runtime'", "Class")]
    [TestCase("Class c = 'java.lang.' + 'Runtime'", "Class")]
    [TestCase("class A { Class c = 'java.lang.Runtime' }", "Class")]
    [TestCase("x.\"$name\"()", "computed")]
    [TestCase("Class.invokeMethod('forName', 'x')", "invokeMethod")]
    [TestCase("x.getClass().getClassLoader()", "getClassLoader")]
    [TestCase("x.class.classLoader", "classLoader")]
    [TestCase("x.class['classLoader']", "classLoader")]
    [TestCase("String.metaClass.foo = { }", "metaClass")]
    [TestCase("x.getMetaClass()", "getMetaClass")]
    [TestCase("x.class.getDeclaredMethods()", "getDeclaredMethods")]
    [TestCase("x.class.methods", "methods")]
    [TestCase("@Grab('a:b:1') import a.B", "Grab")]
    [TestCase("@Grapes([@Grab('a:b:1')]) def x", "Grapes")]
    [TestCase("@groovy.lang.Grab('a:b:1') class A { }", "Grab")]
    [TestCase("import groovy.lang.Grab as G\n@G('a:b:1') import a.B", "Grab")]
    [TestCase("@groovy.transform.ASTTest(value = { assert true }) def m() { }", "ASTTest")]
    [TestCase("@groovy.transform.CompileStatic(extensions = 'x.groovy') def m() { }", "extensions")]
    [TestCase("evaluate('1')", "evaluate")]
    [TestCase("this.evaluate('1')", "evaluate")]
    [TestCase("groovy.util.Eval.me('1')", "Eval")]
    [TestCase("'http://a.example'.toURL().text", "toURL")]
    public Task WayAround_IsAViolation(string script, string names) => AssertViolationAsync(script, names);

    [TestCase("class A { def m() { System.exit(0) } }")]
    [TestCase("class A { A() { System.exit(0) } }")]
    [TestCase("class A { static { System.exit(0) } }")]
    [TestCase("class A { { System.exit(0) } }")]
    [TestCase("class A { def x = System.exit(0) }")]
    [TestCase("class A { static class B { def m() { System.exit(0) } } }")]
    [TestCase("enum E { ONE { def m() { System.exit(0) } } }")]
    [TestCase("interface I { int X = System.exit(0) }")]
    [TestCase("trait T { def m() { System.exit(0) } }")]
    [TestCase("def m() { System.exit(0) }")]
    [TestCase("def m(x = System.exit(0)) { }")]
    [TestCase("def c = { x = System.exit(0) -> x }")]
    [TestCase("def o = new Object() { def m() { System.exit(0) } }")]
    [TestCase("[1, 2].each { System.exit(it) }")]
    [TestCase("def s = \"${System.exit(0)}\"")]
    [TestCase("def m = [(System.exit(0)): 1]")]
    [TestCase("f(a: System.exit(0))")]
    [TestCase("if (x) { } else { while (y) { System.exit(0) } }")]
    [TestCase("try { } catch (Exception e) { System.exit(0) } finally { }")]
    [TestCase("try { } finally { System.exit(0) }")]
    [TestCase("switch (x) { case 1: System.exit(0) }")]
    [TestCase("switch (x) { default: System.exit(0) }")]
    [TestCase("for (i in System.getenv()) { }")]
    [TestCase("assert System.exit(0)")]
    [TestCase("throw System.exit(0)")]
    [TestCase("x = a ? b : System.exit(0)")]
    [TestCase("x = a ?: System.exit(0)")]
    [TestCase("x = -System.exit(0)")]
    [TestCase("x[System.exit(0)]")]
    [TestCase("synchronized (System) { }")]
    [TestCase("@Deprecated(since = { System.exit(0) }) def m() { }")]
    public Task Violation_WhereverItStands_IsFound(string script) => AssertViolationAsync(script, "System");

    [TestCase("// System.exit(0)\n/* Runtime.getRuntime() */ output = input")]
    [TestCase("def text = 'Runtime.getRuntime().exec(1)'; output = text + \"System\"")]
    [TestCase("output = [System: 1, File: 2].System")]
    [TestCase("output = record.File.Name")]
    [TestCase("import java.net.URLEncoder\noutput = URLEncoder.encode(input, 'UTF-8')")]
    [TestCase("import groovy.json.*\nimport java.text.SimpleDateFormat\noutput = new SimpleDateFormat('yyyy').format(new Date())")]
    [TestCase("def execute() { 1 }\noutput = execute()")]
    [TestCase("output = props.\"$key\" + map[key]")]
    [TestCase("output = input.class.name")]
    [TestCase("def file = 'a'; def url = 'b'; def system = file + url; output = system")]
    [TestCase("@Deprecated def m(List<String> x, int... y) { x.collect { it as String } }\noutput = m([])")]
    public async Task OrdinaryScript_IsValid(string script) => Assert.That(await SharedCheckers.Groovy.CheckAsync(script, CancellationToken.None), Is.Empty);

    [Test]
    public async Task Violations_AreAllNamed_AtTheirPlaces()
    {
        var findings = await SharedCheckers.Groovy.CheckAsync("def a = 1\n\n  System.exit(0)\nclass B {\n    def c = new File('x')\n}\n", CancellationToken.None);

        Assert.That(findings.Select(finding => (finding.Line, finding.Column)), Is.EqualTo(new[] { (3, 3), (5, 17) }));
    }

    private static async Task AssertViolationAsync(string script, string names)
    {
        var findings = await SharedCheckers.Groovy.CheckAsync(script, CancellationToken.None);

        Assert.That(findings.Select(finding => finding.Kind), Is.Not.Empty.And.All.EqualTo(ScriptFindingKind.Security), $"{script}\n{string.Join('\n', findings)}");
        Assert.That(findings.Any(finding => finding.Message.Contains(names, StringComparison.Ordinal)), Is.True, $"{script}\n{string.Join('\n', findings)}");
        Assert.That(findings.Select(finding => finding.Line), Is.All.GreaterThan(0), script);
    }
}
