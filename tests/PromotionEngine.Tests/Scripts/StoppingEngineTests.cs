using Contract.Errors;
using PromotionEngine.Scripts;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Scripts;

/// <summary>Compilers that never become ready: they hold up neither another action nor the stop of the engine.</summary>
[TestFixture]
public sealed class StoppingEngineTests
{
    private const int Hanging = 8;
    private static readonly ValidateScriptRequest Groovy = new() { Language = "GROOVY", ScriptContent = "output = input" };
    private static readonly ValidateScriptRequest JavaScript = new() { Language = "JAVASCRIPT", ScriptContent = "output = input;" };

    [Test]
    public async Task Stop_WhileACompilerStarts_AnswersWhoWaitsForItAtOnce()
    {
        using var java = await SilentJava.MakeAsync();
        ValidateScriptResponse answer;
        await using (var engine = await RunningEngine.StartAsync(TimeProvider.System, java.Settings))
        {
            var check = engine.Scripts.ValidateScriptAsync(Groovy, engine.By("alice")).ResponseAsync;
            await java.UntilStartedAsync();

            // The host gives up after 30 s and cuts the connection; the compiler would take 10 minutes.
            await engine.StopAsync();
            answer = await check;
        }

        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, ErrorCodes.ValidationInternalError)));
        Assert.That(answer.ErrorMessage, Does.Contain("stopping").And.Contain("Try again"));
        await java.UntilNoneRunsAsync();
    }

    [Test]
    public async Task ValidateScript_ManyThatHang_BlockNoOtherAction()
    {
        using var java = await SilentJava.MakeAsync();
        using var hangUp = new CancellationTokenSource();
        await using (var engine = await RunningEngine.StartAsync(TimeProvider.System, java.Settings))
        {
            var checks = Enumerable.Range(0, Hanging).Select(_ => engine.Scripts.ValidateScriptAsync(Groovy, engine.By("alice"), cancellationToken: hangUp.Token).ResponseAsync).ToList();
            await java.UntilStartedAsync();

            var accounts = await engine.Accounts.GetDevAccountsAsync(new GetDevAccountsRequest(), engine.By("alice"));
            var javaScript = await engine.Scripts.ValidateScriptAsync(JavaScript, engine.By("alice"));

            Assert.That((accounts.Success, javaScript.IsValid), Is.EqualTo((true, true)));
            Assert.That(checks.Count(check => check.IsCompleted), Is.Zero, "all of them still wait, for up to 10 minutes");
            await hangUp.CancelAsync();
            Assert.That(async () => await Task.WhenAll(checks), Throws.InstanceOf<Grpc.Core.RpcException>());
        }

        Assert.That(java.Started, Has.Count.InRange(1, new ScriptOptions().Workers));
        await java.UntilNoneRunsAsync();
    }

    [Test]
    public async Task Stop_OfTheChecker_AnswersWhoWaitsForATurnToo_AndStartsNothingMore()
    {
        using var java = await SilentJava.MakeAsync();
        var options = SharedCheckers.PatientOptions();
        (options.Java, options.GroovyClassPath, options.StartTimeout, options.QueueTimeout) = (java.Path, "x", TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));
        using var checker = new GroovyChecker(options, TimeProvider.System);
        var checks = Enumerable.Range(0, Hanging).Select(_ => checker.CheckAsync("output = 1", CancellationToken.None)).ToList();
        Assert.That(checks.Count(check => check.IsCompleted), Is.Zero);

        checker.Stop();

        foreach (var check in checks.Append(checker.CheckAsync("output = 1", CancellationToken.None)))
        {
            Assert.That(Assert.ThrowsAsync<ScriptCheckException>(() => check)!.Message, Does.Contain("stopping"));
        }

        Assert.That(checker.ProcessIds, Is.Empty);
        await java.UntilNoneRunsAsync();
    }
}
