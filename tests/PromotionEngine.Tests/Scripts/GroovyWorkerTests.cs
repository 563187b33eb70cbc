using System.Diagnostics;
using System.Globalization;
using PromotionEngine.Scripts;

namespace PromotionEngine.Tests.Scripts;

/// <summary>The life of the compilers: how they are kept, replaced and ended.</summary>
[TestFixture]
public sealed class GroovyWorkerTests
{
    [Test]
    public async Task CheckAsync_ManyAtOnce_AreAnsweredByTheFewCompilers()
    {
        var scripts = Enumerable.Range(0, 100).ToList();

        var answers = await Task.WhenAll(scripts.Select(number => SharedCheckers.Groovy.CheckAsync(new string('\n', number) + "System.exit(0)", CancellationToken.None)));

        Assert.That(answers.Select(findings => findings.Single().Line), Is.EqualTo(scripts.Select(number => number + 1)), "each gets its own answer");
        Assert.That(SharedCheckers.Groovy.ProcessIds, Has.Count.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task CheckAsync_CompilerWasKilled_AnotherTakesItsPlace()
    {
        SharedCheckers.RequireGroovy();
        using var checker = new GroovyChecker(SharedCheckers.PatientOptions(), TimeProvider.System);
        await checker.WarmAsync(CancellationToken.None);
        var first = checker.ProcessIds.Single();

        using (var process = Process.GetProcessById(first))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        var findings = await checker.CheckAsync("System.exit(0)", CancellationToken.None);

        Assert.That(findings, Has.Count.EqualTo(1));
        Assert.That(checker.ProcessIds.Single(), Is.Not.EqualTo(first));
    }

    [Test]
    public async Task CheckAsync_OverTime_EndsTheCompilerAndTheNextScriptIsAnswered()
    {
        SharedCheckers.RequireGroovy();
        var options = SharedCheckers.PatientOptions();
        using var checker = new GroovyChecker(options, TimeProvider.System);
        await checker.WarmAsync(CancellationToken.None);
        var first = checker.ProcessIds.Single();

        options.CheckTimeout = TimeSpan.Zero;
        var exception = Assert.ThrowsAsync<ScriptCheckException>(() => checker.CheckAsync("output = 1", CancellationToken.None));
        options.CheckTimeout = TimeSpan.FromSeconds(60);
        var findings = await checker.CheckAsync("output = 1", CancellationToken.None);

        Assert.That(exception!.Message, Does.Contain("did not finish"));
        Assert.That(findings, Is.Empty);
        Assert.That(Directory.Exists($"/proc/{first}"), Is.False, "the slow one is gone");
        Assert.That(checker.ProcessIds.Single(), Is.Not.EqualTo(first));
    }

    [Test]
    public async Task CheckAsync_CallerHangsUp_LeavesTheCompilerUsable()
    {
        var checker = SharedCheckers.Groovy;
        using var hungUp = new CancellationTokenSource();
        var check = checker.CheckAsync("output = (", hungUp.Token);
        await hungUp.CancelAsync();

        try
        {
            await check;
        }
        catch (OperationCanceledException)
        {
            // Unless it was quicker.
        }

        Assert.That(await checker.CheckAsync("output = 1", CancellationToken.None), Is.Empty, "an answer left over would be taken for this one's");
    }

    [Test]
    public async Task Dispose_EndsEveryCompiler()
    {
        SharedCheckers.RequireGroovy();
        int process;
        using (var checker = new GroovyChecker(SharedCheckers.PatientOptions(), TimeProvider.System))
        {
            await checker.WarmAsync(CancellationToken.None);
            process = checker.ProcessIds.Single();
        }

        Assert.That(Directory.Exists($"/proc/{process}"), Is.False);
    }

    [Test]
    public async Task Compiler_WhoseEngineDied_EndsByItself()
    {
        SharedCheckers.RequireGroovy();
        var options = SharedCheckers.PatientOptions();
        var installation = GroovyInstallation.Find(options);
        var start = new ProcessStartInfo(installation.Java) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in installation.Arguments(options))
        {
            start.ArgumentList.Add(argument);
        }

        using var compiler = Process.Start(start)!;
        compiler.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await compiler.WaitForExitAsync(patience.Token);

        Assert.That(compiler.ExitCode, Is.Zero);
    }

    [Test]
    public void CheckAsync_WithoutJava_SaysWhatToInstall()
    {
        var options = SharedCheckers.PatientOptions();
        options.Java = "no-such-java";
        using var checker = new GroovyChecker(options, TimeProvider.System);

        for (var attempt = 0; attempt < 5; attempt++)
        {
            var exception = Assert.ThrowsAsync<ScriptCheckException>(() => checker.CheckAsync("output = 1", CancellationToken.None));
            Assert.That(exception!.Message, Does.Contain("no-such-java").And.Contains("apt-get install groovy default-jre-headless").And.Contains("Scripts:Java"));
        }
    }

    [Test]
    public void CheckAsync_WithAProgramThatIsNoJava_SaysSo()
    {
        var options = SharedCheckers.PatientOptions();
        options.Java = "false";
        options.GroovyClassPath = "/nowhere";
        using var checker = new GroovyChecker(options, TimeProvider.System);

        var exception = Assert.ThrowsAsync<ScriptCheckException>(() => checker.CheckAsync("output = 1", CancellationToken.None));

        Assert.That(exception!.Message, Does.Contain("did not start"));
    }

    [Test]
    public async Task CheckAsync_EveryCompilerBusyForTooLong_SaysToTryAgain()
    {
        SharedCheckers.RequireGroovy();
        var options = SharedCheckers.PatientOptions();
        options.Workers = 1;
        using var checker = new GroovyChecker(options, TimeProvider.System);
        var starting = checker.CheckAsync("output = 1", CancellationToken.None);

        options.QueueTimeout = TimeSpan.FromMilliseconds(1);
        var exception = Assert.ThrowsAsync<ScriptCheckException>(() => checker.CheckAsync("output = 1", CancellationToken.None));

        Assert.That(exception!.Message, Does.Contain("wait"));
        Assert.That(await starting, Is.Empty);
    }

    [Test]
    public void Problems_SettingsThatCannotWork_AreAllNamed()
    {
        var options = new ScriptOptions { Java = " ", HeapMegabytes = 1, Workers = 0, CheckTimeout = TimeSpan.Zero, QueueTimeout = TimeSpan.FromHours(1), StartTimeout = TimeSpan.Zero };

        Assert.That(options.Problems().Count(), Is.EqualTo(6), string.Create(CultureInfo.InvariantCulture, $"{string.Join('\n', options.Problems())}"));
        Assert.That(new ScriptOptions().Problems(), Is.Empty);
    }
}
