using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests;

/// <summary>What the exit codes of <c>promo</c> mean when the service answers late, oddly, or while its log grows.</summary>
[TestFixture]
public sealed class PromoOutcomeTests
{
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("promo-");
    private WebApplication _service = null!;

    private string Mark => Path.Combine(_folder.FullName, "mark.json");

    [SetUp]
    public async Task StartService()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _service = builder.Build();
        _service.MapPost("/fs/PromotionService/{action}", AnswerAsync);
        await _service.StartAsync();
    }

    [TearDown]
    public async Task StopService()
    {
        await _service.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task AuditVerify_OfALogThatGrowsBetweenTheQuestions_FindsTheKnownEntryFurtherBack(CancellationToken cancellationToken)
    {
        Answer(Log(3, "third"), Log(4, "fourth"), Log(5, "fourth"), Log(5, "third"), Log(5, "fifth"), Log(5, "another"));

        var first = await VerifyAsync(cancellationToken);
        var grown = await VerifyAsync(cancellationToken);
        var replaced = await VerifyAsync(cancellationToken);

        Assert.That((first.ExitCode, grown.ExitCode, replaced.ExitCode), Is.EqualTo((0, 0, 1)), first.Output + grown.Output + replaced.Output);
        Assert.That(_asked.Select(body => body[body.IndexOf("offset", StringComparison.Ordinal)..]), Is.EqualTo(new[]
        {
            "offset\":0}", "offset\":0}", "offset\":1}", "offset\":2}", "offset\":0}", "offset\":1}",
        }));
    }

    [TestCase("""{"chainIntact":true}""", TestName = "AuditVerify_OfAnAnswerWithoutSuccess_SaysThatItCouldNotAsk")]
    [TestCase("""{"success":true,"totalCount":1}""", TestName = "AuditVerify_OfAnAnswerWithoutAVerdict_SaysThatItCouldNotAsk")]
    [TestCase("", TestName = "AuditVerify_OfNoAnswerInTime_SaysThatItCouldNotAsk")]
    [CancelAfter(60_000)]
    public async Task AuditVerify_WithoutAVerdict_SaysThatItCouldNotAsk(string answer, CancellationToken cancellationToken)
    {
        Answer(answer);

        var (exitCode, output) = await VerifyAsync(cancellationToken, "--timeout", "1");

        Assert.That((exitCode, output.Contains("could not be asked", StringComparison.Ordinal)), Is.EqualTo((2, true)), output);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task AuditVerify_WithAMarkThatCannotBeWritten_DoesNotSayThatTheLogWasChanged(CancellationToken cancellationToken)
    {
        Answer(Log(1, "first"));

        var (exitCode, output) = await ToolRun.OfAsync("promo", ["audit", "verify", "--host", _service.Urls.Single(), "--mark", _folder.FullName], "t", cancellationToken);

        Assert.That(exitCode, Is.EqualTo(2), output);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Call_ThatIsNotAnsweredInTime_IsNotToldAsRefused(CancellationToken cancellationToken)
    {
        Answer(string.Empty);

        var (exitCode, output) = await ToolRun.OfAsync("promo", ["call", "executePromotion", "--host", _service.Urls.Single(), "--timeout", "1"], "t", cancellationToken);

        Assert.That((exitCode, output.Contains("What executePromotion began may go on", StringComparison.Ordinal)), Is.EqualTo((4, true)), output);
    }

    private static string Log(int count, string newest) => $$"""{"success":true,"chainIntact":true,"totalCount":{{count}},"entries":[{"act":"{{newest}}"}]}""";

    private Task<(int ExitCode, string Output)> VerifyAsync(CancellationToken cancellationToken, params string[] more) =>
        ToolRun.OfAsync("promo", ["audit", "verify", "--host", _service.Urls.Single(), "--mark", Mark, .. more], "t", cancellationToken);

    private void Answer(params string[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }
    }

    // Nothing is answered where the next answer is empty, until the caller goes away.
    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        _asked.Enqueue(await reader.ReadToEndAsync(context.RequestAborted));
        if (_answers.TryDequeue(out var answer) && answer.Length > 0)
        {
            await context.Response.WriteAsync(answer, context.RequestAborted);
            return;
        }

        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }
}
