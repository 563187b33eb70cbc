using System.Globalization;
using System.Text;
using PromotionEngine.Scripts;

namespace PromotionEngine.Tests.Scripts;

/// <summary>
/// Scripts that were cut, doubled and mixed: each is answered, none ends a compiler. A few hundred each time;
/// <c>PROMOTION_MUTATED_SCRIPTS=10000</c> sets another number.
/// </summary>
[TestFixture]
public sealed class MutatedScriptTests
{
    private const int Usual = 300;

    private static readonly string[] Seeds =
    [
        "import groovy.json.JsonSlurper\ndef data = new JsonSlurper().parseText(input)\nif (data.items?.size() > 0) {\n    output = data.items.collect { \"${it.name}-${it.id}\" }.join(',')\n} else {\n    output = ''\n}\n",
        "class Rate { BigDecimal value = 1.5; def of(x = 2) { switch (x) { case ~/a.*/: return value; default: throw new IllegalStateException('no') } } }\ntry { output = new Rate().of(input) as String } catch (Exception e) { output = e.message } finally { }\n",
        "enum Size { SMALL { int get() { 1 } }, LARGE { int get() { 2 } }; abstract int get() }\n@Deprecated def f(List<Map<String, Integer>> x, int... y) { for (i in 0..<3) { x[i]?.a += y*.next() } }\n",
        "var parts = input.split(/[,;]/);\nfunction pad(s, n) { return s.length >= n ? s : pad('0' + s, n); }\nfor (var i = 0; i < parts.length; i++) { switch (parts[i]) { case 'a': output += pad(parts[i], 3); break; default: continue; } }\n",
        "output = (function () { try { return JSON.parse(input)['x'].y || { a: [1, 2], 'b': /c+/g, get d() { return 1; } }; } catch (e) { throw e; } finally { } })();\n",
    ];

    private static readonly string[] Pieces =
    [
        "(", ")", "{", "}", "[", "]", "'", "\"", "'''", "\"\"\"", "/", "$/", "/$", "${", "$", "\\", "\\u00", "\n", "\r", "\0", "\ud800", "é", "😀", "->", "=>", "::", "?.", "*.", ".&", "@", "@Grab('a:b:1') ", "<", ">>", "<<<",
        "/*", "*/", "//", "#!", ";", ",", ":", "?", "..", "...", "as Class", "new ", "class ", "enum ", "interface ", "import ", "static ", "def ", "var ", "function ", "return ", "if (", "else ", "for (;;)", "while ", "do ",
        "switch (", "case ", "try {", "catch (", "assert ", "throw ", "in ", "instanceof ", "0x", "1e", "1e999999", "08", "System.exit(0)", "'x'.execute()", "java.lang.Runtime", "\"${'for'}Name\"()", "\u2028", "\ufeff", "`",
    ];

    [Test]
    public async Task MutatedScript_IsAlwaysAnswered_AndEndsNoCompiler()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("PROMOTION_MUTATED_SCRIPTS"), CultureInfo.InvariantCulture, out var wished) ? wished : Usual;
        var groovy = SharedCheckers.Groovy;
        await groovy.WarmAsync(CancellationToken.None);
        var processes = groovy.ProcessIds;
        var verdicts = new Dictionary<string, int>(StringComparer.Ordinal);

        foreach (var script in Mutated(count))
        {
            foreach (var language in new[] { ScriptLanguage.Groovy, ScriptLanguage.JavaScript })
            {
                var verdict = await SharedCheckers.Validation.CheckAsync(script, language, CancellationToken.None);
                var key = $"{language} {verdict.Code}";
                verdicts[key] = verdicts.GetValueOrDefault(key) + 1;
            }
        }

        await TestContext.Out.WriteLineAsync(string.Join('\n', verdicts.Select(pair => $"{pair.Value} × {pair.Key}")));
        Assert.That(verdicts.Values.Sum(), Is.EqualTo(2 * count));
        Assert.That(verdicts.Keys.Count(key => key.StartsWith("Groovy", StringComparison.Ordinal)), Is.GreaterThan(2), "valid ones, broken ones and violations");
        Assert.That(processes, Is.SubsetOf(groovy.ProcessIds), "no script ended a compiler");
        Assert.That(groovy.ProcessIds, Has.Count.LessThanOrEqualTo(2));

        // Tests beside this one have a few of their own; a thread left by each script would be hundreds.
        Assert.That(Directory.GetDirectories("/proc/self/task").Count(IsOfACheck), Is.LessThan(60));
        Assert.That(processes.Select(process => Directory.GetDirectories($"/proc/{process}/task").Length), Is.All.LessThan(60));
    }

    // A thread that ended meanwhile has no name any more.
    private static bool IsOfACheck(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "comm")) is ['J', 'a', 'v', 'a', 'S', ..] or ['G', 'r', 'o', 'o', 'v', ..];
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Mutated(int count)
    {
        var random = new Random(20_261_120);
        for (var number = 0; number < count; number++)
        {
            var script = Seeds[random.Next(Seeds.Length)];
            for (var mutation = random.Next(4); mutation > 0; mutation--)
            {
                script = Mutate(script, (random.Next(7), random.Next(1_000_000), random.Next(1_000_000)));
            }

            yield return script;
        }
    }

    private static string Mutate(string script, (int Kind, int At, int Other) mutation)
    {
        var at = script.Length == 0 ? 0 : mutation.At % script.Length;
        var length = Math.Min(script.Length - at, 1 + (mutation.Other % 40));
        var piece = Pieces[mutation.Other % Pieces.Length];
        var changed = mutation.Kind switch
        {
            0 => script.Insert(at, piece),
            1 => script.Remove(at, length),
            2 => script.Insert(at, script.Substring(at, length)),
            3 => script.Insert(at, new StringBuilder().Insert(0, piece, 1 + (mutation.Other % 50)).ToString()),
            4 => script.Remove(at, length).Insert(at, piece),
            5 => $"System.exit(0);\n{script}",
            _ => string.Concat(script.AsSpan(at), script.AsSpan(0, at)),
        };
        return changed.Length > ScriptValidation.MaxBytes ? changed[..(ScriptValidation.MaxBytes / 2)] : changed;
    }
}
