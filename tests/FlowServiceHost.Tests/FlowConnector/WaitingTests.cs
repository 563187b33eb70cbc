using System.Net;
using System.Text.Json.Nodes;
using FlowEngine;
using FlowServiceHost.Tests.FlowConnector.Support;
using FlowServiceHost.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace FlowServiceHost.Tests.FlowConnector;

/// <summary>Items 29 to 34 of the connector's acceptance list.</summary>
public sealed class WaitingTests
{
    [Test]
    public async Task Item29_WorkOverTheThreshold_IsToldToWaitAtTheThreshold()
    {
        await using var world = await WaitingWorld.StartAsync();
        world.Queue.Progress = "Writing: 9 of 14 components.";
        var request = FlowRequests.Promotion(callbackUri: world.Platform.Address);
        var invoking = world.Host.InvokeAsync("executePromotion", request);
        await world.Time.WaitedForAsync(WaitingWorld.Threshold);

        world.Time.Advance(WaitingWorld.Threshold - TimeSpan.FromMilliseconds(1));
        Assert.That(invoking.IsCompleted, Is.False);
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        var answer = await invoking;

        var body = JsonNode.Parse(answer.Text)!;
        Assert.That(Shape.BreachesOf("ServiceResponse", body), Is.Empty);
        Assert.That(((string)body["invokeType"]!, (string)body["token"]!, (string)body["waitMessage"]!), Is.EqualTo(("WAIT", (string)request["token"]!, "Writing: 9 of 14 components.")));
        Assert.That(body["outputs"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Item29_AQueueThatHangs_DoesNotKeepTheFlowFromBeingTold()
    {
        await using var world = await WaitingWorld.StartAsync();
        world.Queue.Hangs = true;
        var invoking = world.Host.InvokeAsync("executePromotion", FlowRequests.Promotion(callbackUri: world.Platform.Address));
        await world.Time.WaitedForAsync(WaitingWorld.Threshold);
        world.Time.Advance(WaitingWorld.Threshold);
        var patience = TimeSpan.FromMilliseconds(700);
        await world.Time.WaitedForAsync(patience);

        Assert.That(invoking.IsCompleted, Is.False);
        world.Time.Advance(patience);

        Assert.That((string)JsonNode.Parse((await invoking).Text)!["invokeType"]!, Is.EqualTo("WAIT"), "within a second of the threshold");
    }

    [Test]
    public async Task Item30_FinalCallback_IsWholeAndSentOnce()
    {
        await using var world = await WaitingWorld.StartAsync();
        var (request, answer) = await world.InvokeUntilToldToWaitAsync();
        Assert.That((string)JsonNode.Parse(answer.Text)!["waitMessage"]!, Does.StartWith("Promotes the components"));

        world.End();
        var final = await world.FinalAsync(request);
        await world.SettledAsync();

        Assert.That(Shape.BreachesOf("ServiceResponse", final), Is.Empty);
        Assert.That(((string)final["invokeType"]!, (string)final["token"]!, (string)final["tenantId"]!), Is.EqualTo(("FORWARD", (string)request["token"]!, FlowRequests.TenantId)));
        Assert.That(final["outputs"]!.AsArray(), Has.Count.EqualTo(14));
        var callback = world.Platform.Callbacks.Single();
        Assert.That((callback.Tenant, callback.Authorization, callback.ContentType), Is.EqualTo((FlowRequests.TenantId, string.Empty, "application/json")));
    }

    [Test]
    public async Task Item30_ASecondRequestWithTheSameToken_BringsNoSecondCallback()
    {
        await using var world = await WaitingWorld.StartAsync();
        var (request, _) = await world.InvokeUntilToldToWaitAsync();
        var again = world.Host.InvokeAsync("executePromotion", request);
        await world.Time.WaitedForAsync(WaitingWorld.Threshold);
        world.Time.Advance(WaitingWorld.Threshold);
        Assert.That((await again).Text, Does.Contain("\"WAIT\""));

        world.End(1);
        world.End(0);
        await world.FinalAsync(request);
        await world.SettledAsync();

        Assert.That(world.Platform.Callbacks.Count(callback => callback.InvokeType == "FORWARD"), Is.EqualTo(1));
    }

    [Test]
    public async Task Item31_NoCallback_LeavesBeforeTheFlowWasTold()
    {
        await using var world = await WaitingWorld.StartAsync();
        using var asked = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        world.Queue.OnDescribe = () =>
        {
            asked.Set();
            gate.Wait(TimeSpan.FromSeconds(20));
        };
        var request = FlowRequests.Promotion(callbackUri: world.Platform.Address);
        var invoking = world.Host.InvokeAsync("executePromotion", request);
        await world.Time.WaitedForAsync(WaitingWorld.Threshold);
        world.Time.Advance(WaitingWorld.Threshold);
        await Eventually.HoldsAsync(() => asked.IsSet, "the message was asked for");

        world.End();
        await Task.Delay(50);
        Assert.That((world.Platform.Callbacks.Count, invoking.IsCompleted), Is.EqualTo((0, false)));
        gate.Set();

        Assert.That((await invoking).Text, Does.Contain("\"WAIT\""));
        Assert.That((string)(await world.FinalAsync(request))["invokeType"]!, Is.EqualTo("FORWARD"));
    }

    [Test]
    public async Task Progress_ComesEveryTenSecondsAndNotOnceTheWorkIsDone()
    {
        await using var world = await WaitingWorld.StartAsync();
        var (request, _) = await world.InvokeUntilToldToWaitAsync();
        for (var round = 1; round <= 3; round++)
        {
            await world.Time.WaitedForAsync(TimeSpan.FromSeconds(10));
            world.Queue.Progress = $"{round} of 3 done";
            world.Time.Advance(TimeSpan.FromSeconds(10));
            await world.CallbacksAsync(round);
        }

        world.End();
        await world.FinalAsync(request);

        Assert.That(world.Platform.Callbacks.Select(callback => (callback.InvokeType, (string?)callback.Body["waitMessage"])), Is.EqualTo(new[]
        {
            ("WAIT", "1 of 3 done"), ("WAIT", "2 of 3 done"), ("WAIT", "3 of 3 done"), ("FORWARD", (string?)null),
        }));
        Assert.That(world.Platform.Callbacks.SelectMany(callback => Shape.BreachesOf("ServiceResponse", callback.Body)), Is.Empty);
    }

    [Test]
    public async Task Item32_TokenCompleted_EndsIt()
    {
        await using var world = await WaitingWorld.StartAsync();
        world.PlatformAnswers((_, _) => Task.FromResult<IResult?>(Results.Json("TOKEN_COMPLETED")));
        await world.InvokeUntilToldToWaitAsync();
        await world.Time.WaitedForAsync(TimeSpan.FromSeconds(10));
        world.Time.Advance(TimeSpan.FromSeconds(10));
        await world.CallbacksAsync(1);
        await world.SettledAsync();

        world.End();
        world.Time.Advance(TimeSpan.FromHours(1));

        Assert.That(world.Platform.Callbacks.Select(callback => callback.InvokeType), Is.EqualTo(new[] { "WAIT" }));
    }

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return new TestCaseData(Results.StatusCode(500)).SetArgDisplayNames("status 500");
        yield return new TestCaseData(Results.Content("<html>Sign in</html>", "text/html")).SetArgDisplayNames("HTML");
        yield return new TestCaseData(Results.Json("BUSY")).SetArgDisplayNames("an unexpected word");
        yield return new TestCaseData(Results.Text(new string('x', 100_000))).SetArgDisplayNames("a long answer");
        yield return new TestCaseData(Results.Json(new { a = 1 })).SetArgDisplayNames("an object");
    }

    [TestCaseSource(nameof(Refusals))]
    public async Task Item32_AnotherAnswer_IsTriedAgainWithTheSameBody(IResult refusal)
    {
        await using var world = await WaitingWorld.StartAsync();
        world.PlatformAnswers((_, _) => Task.FromResult(world.Platform.Callbacks.Count <= 3 ? refusal : null));
        var (request, _) = await world.InvokeUntilToldToWaitAsync();
        world.End();
        await Eventually.HoldsAsync(() => world.Queue.Kept.Count == 3, "the first attempt was put off");
        await world.NextAttemptAsync();
        await world.NextAttemptAsync();
        world.Time.Advance(TimeSpan.FromSeconds(15));
        await world.FinalAsync(request);
        await world.SettledAsync();

        Assert.That(world.Platform.Callbacks, Has.Count.EqualTo(4));
        Assert.That(world.Platform.Callbacks.Select(callback => callback.Body.ToJsonString()).Distinct(StringComparer.Ordinal).ToList(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Item32_FiveHundredForAnHour_IsTriedLessAndLessOftenAndThenTaken()
    {
        await using var world = await WaitingWorld.StartAsync();
        world.PlatformAnswers((_, _) => Task.FromResult<IResult?>(Results.StatusCode(500)));
        var (request, _) = await world.InvokeUntilToldToWaitAsync();
        world.End();
        await Eventually.HoldsAsync(() => world.Queue.Kept.Count == 3, "the first attempt was put off");
        var pauses = new List<TimeSpan>();
        while (pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause) < TimeSpan.FromHours(1))
        {
            pauses.Add(await world.NextAttemptAsync());
        }

        world.PlatformAnswers(null);
        world.Time.Advance(TimeSpan.FromMinutes(6));
        await world.FinalAsync(request);
        await world.SettledAsync();

        Assert.That(pauses, Is.Ordered.And.Count.LessThan(25));
        Assert.That(pauses[^1], Is.LessThanOrEqualTo(TimeSpan.FromMinutes(6)));
    }

    [Test]
    public async Task Item32_AHostThatNeverAnswers_IsGivenUpInTimeAndTriedAgain()
    {
        await using var world = await WaitingWorld.StartAsync();
        world.PlatformAnswers(async (_, context) =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return Results.StatusCode(500);
        });
        var (request, _) = await world.InvokeUntilToldToWaitAsync();
        world.End();
        await world.CallbacksAsync(1);
        await world.Time.WaitedForAsync(TimeSpan.FromSeconds(20));
        world.PlatformAnswers(null);
        world.Time.Advance(TimeSpan.FromSeconds(20));
        await Eventually.HoldsAsync(() => world.Queue.Kept.Count == 3, "the attempt was put off");
        world.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.That((string)(await world.FinalAsync(request))["invokeType"]!, Is.EqualTo("FORWARD"));
    }

    [Test]
    public async Task Item32_ADayOfRefusals_EndsIt()
    {
        await using var world = await WaitingWorld.StartAsync();
        world.PlatformAnswers((_, _) => Task.FromResult<IResult?>(Results.StatusCode(500)));
        await world.InvokeUntilToldToWaitAsync();
        world.End();
        await Eventually.HoldsAsync(() => world.Queue.Kept.Count == 3, "the first attempt was put off");

        world.Time.Advance(TimeSpan.FromHours(25));
        await world.SettledAsync();

        Assert.That(world.Platform.Callbacks, Has.Count.EqualTo(2));
    }

    [TestCase("https://evil.example/api/run/1/response", "evil.example")]
    [TestCase("https://flow.boomi.com.evil.example/", "flow.boomi.com.evil.example")]
    [TestCase("http://flow.boomi.com/api/run/1/response", "flow.boomi.com")]
    [TestCase("https://user:secret@flow.boomi.com/", "flow.boomi.com")]
    [TestCase("https://169.254.169.254/latest", "169.254.169.254")]
    [TestCase("file:///etc/passwd", "")]
    [TestCase("nonsense", "unreadable")]
    public async Task Item33_ACallbackElsewhere_IsNeverMadeAndAudited(string callbackUri, string host)
    {
        await using var world = await WaitingWorld.StartAsync(("Outbound:CallbackHosts:0", "flow.boomi.com"));
        var invoking = world.Host.InvokeAsync("executePromotion", FlowRequests.Promotion(callbackUri: callbackUri));
        await world.Time.WaitedForAsync(WaitingWorld.Threshold);
        world.Time.Advance(WaitingWorld.Threshold);
        await world.Time.WaitedForAsync(TimeSpan.FromSeconds(30));
        Assert.That(invoking.IsCompleted, Is.False);
        world.Time.Advance(TimeSpan.FromSeconds(30));

        var answer = await invoking;

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(answer.Text, Does.Contain("still at work").And.Not.Contain("secret"));
        Assert.That(world.Queue.Refusals.Select(refusal => refusal.Host), Is.EqualTo(host.Length > 0 ? new[] { host } : []));
        Assert.That((world.Queue.Kept.Count, world.Platform.Callbacks.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Item33_ARedirect_IsNotFollowedAndAudited()
    {
        await using var world = await WaitingWorld.StartAsync();
        await using var elsewhere = await CallbackEndpoint.StartAsync();
        world.PlatformAnswers((_, _) => Task.FromResult<IResult?>(Results.Redirect(elsewhere.Address, permanent: true, preserveMethod: true)));
        await world.InvokeUntilToldToWaitAsync();
        world.End();
        await Eventually.HoldsAsync(() => world.Queue.Kept.Count == 3, "the attempt was put off");

        Assert.That(elsewhere.Callbacks, Is.Empty);
        Assert.That(world.Queue.Refusals.Single().Reason, Does.Contain("redirect"));
    }

    [Test]
    public async Task Item34_ACrashOfTheWork_EndsInAFailedFinalCallback()
    {
        await using var world = await WaitingWorld.StartAsync();
        var (request, _) = await world.InvokeUntilToldToWaitAsync();

        world.Works[0].SetException(new InvalidOperationException("inner detail"));
        var final = await world.FinalAsync(request);

        var outputs = final["outputs"]!.AsArray().ToDictionary(output => (string)output!["developerName"]!, output => (string?)output!["contentValue"], StringComparer.Ordinal);
        Assert.That((outputs["success"], outputs["errorCode"]), Is.EqualTo(("false", "INTERNAL_ERROR")));
        Assert.That(final.ToJsonString(), Does.Not.Contain("inner detail"));
        Assert.That(final["rootFaults"]!.AsObject(), Is.Empty);
    }
}
