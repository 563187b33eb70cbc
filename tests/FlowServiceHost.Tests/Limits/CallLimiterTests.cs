using System.Net;
using FlowServiceHost.Tests.Support;
using Testing.Clocks;

namespace FlowServiceHost.Tests.Limits;

/// <summary>One caller who asks for much is held up; the others are not.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CallLimiterTests
{
    private readonly StandingClock _clock = new(DateTimeOffset.UtcNow);

    [Test]
    public async Task Person_AboveTheirRate_Is429WithRetryAfterAndNobodyElseIs()
    {
        await using var host = await StartAsync(("Limits:CallsPerSecond", "2"), ("Limits:Burst", "3"));
        var alice = Token("alice");
        for (var call = 0; call < 3; call++)
        {
            Assert.That((await host.PostAsync("getDevAccounts", "{}", alice)).Status, Is.EqualTo(HttpStatusCode.OK));
        }

        var refused = await host.PostAsync("getDevAccounts", "{}", alice);
        var bob = await host.PostAsync("getDevAccounts", "{}", Token("bob"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        var later = await host.PostAsync("getDevAccounts", "{}", alice);

        Assert.That((refused.Status, refused.Code), Is.EqualTo((HttpStatusCode.TooManyRequests, "API_RATE_LIMIT")));
        Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(refused.Message, Is.EqualTo("You are calling more often than 2 times a second. Try again in 1 s."));
        Assert.That(refused.Seen, Is.Null);
        Assert.That((bob.Status, later.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
    }

    [Test]
    public async Task PersonBehindAConnector_AboveTheirRate_DoesNotHoldUpTheConnectorsOthers()
    {
        await using var host = await StartAsync(("Limits:CallsPerSecond", "1"), ("Limits:Burst", "2"), ("Limits:ConnectorFactor", "5"));
        Task<Answer> By(string person) => host.PostAsync("getDevAccounts", $$"""{"userEmail":"{{person}}@example.com"}""");

        Assert.That(((await By("alice")).Status, (await By("alice")).Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
        Assert.That((await By("alice")).Message, Does.StartWith("alice@example.com is calling more often than 1 times a second"));
        Assert.That((await By("bob")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Connector_WithEverNewPersons_HasALimitInAll()
    {
        await using var host = await StartAsync(("Limits:CallsPerSecond", "1"), ("Limits:Burst", "2"), ("Limits:ConnectorFactor", "5"));

        var statuses = new List<HttpStatusCode>();
        for (var person = 0; person < 12; person++)
        {
            statuses.Add((await host.PostAsync("getDevAccounts", $$"""{"userEmail":"p{{person}}@example.com"}""")).Status);
        }

        Assert.That(statuses.Count(status => status == HttpStatusCode.OK), Is.EqualTo(10));
        Assert.That(statuses.Skip(10), Is.All.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task Runs_MoreThanAllowedAtOnce_AreRefusedUntilOneEnds()
    {
        await using var host = await StartAsync(("Limits:ConcurrentRuns", "1"));
        using var mayEnd = new ManualResetEventSlim();
        using var began = new ManualResetEventSlim();
        host.Engine.Answer = (seen, empty) =>
        {
            if (seen.Method.EndsWith("ExecutePromotion", StringComparison.Ordinal))
            {
                began.Set();
                mayEnd.Wait(TimeSpan.FromSeconds(30));
            }

            return empty;
        };
        const string run = """{"devAccountId":"d","components":[{"componentId":"c"}]}""";
        var first = host.PostAsync("executePromotion", run, Token("alice"));
        await Task.Run(() => began.Wait(TimeSpan.FromSeconds(30)));

        var second = await host.PostAsync("executePromotion", run, Token("alice"));
        var read = await host.PostAsync("getDevAccounts", "{}", Token("alice"));
        mayEnd.Set();
        var ended = await first;
        var third = await host.PostAsync("executePromotion", run, Token("alice"));

        Assert.That(second.Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(second.Message, Does.StartWith("1 runs of yours are under way"));
        Assert.That((read.Success, ended.Success, third.Success), Is.EqualTo((true, true, true)));
    }

    [Test]
    public async Task SignIns_ThatFailOften_AreNotListenedToWhileAKnownPairIs()
    {
        await using var host = await StartAsync(("Limits:FailedSignInsPerMinute", "3"));
        await host.PostAsync("getDevAccounts", "{}");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.That((await host.PostAsync("getDevAccounts", "{}", HostUnderTest.Basic("flow", $"guess-{attempt}"))).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        }

        var held = await host.PostAsync("getDevAccounts", "{}", HostUnderTest.Basic("flow", "guess-4"));
        var known = await host.PostAsync("getDevAccounts", "{}");
        _clock.Advance(TimeSpan.FromSeconds(21));
        var again = await host.PostAsync("getDevAccounts", "{}", HostUnderTest.Basic("flow", "guess-5"));

        Assert.That((held.Status, held.Code), Is.EqualTo((HttpStatusCode.TooManyRequests, "API_RATE_LIMIT")));
        Assert.That(held.Headers.RetryAfter, Is.Not.Null);
        Assert.That((known.Status, again.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Unauthorized)));
    }

    private Task<HostUnderTest> StartAsync(params (string Name, string Value)[] settings) =>
        HostUnderTest.StartAsync(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)), _clock);

    private System.Net.Http.Headers.AuthenticationHeaderValue Token(string person) => HostUnderTest.Bearer(TokenIssuer.Default.Issue(
        new Dictionary<string, object> { ["oid"] = person, ["email"] = $"{person}@example.com", ["groups"] = new[] { "G" } },
        from: _clock.Now.AddMinutes(-1),
        until: _clock.Now.AddHours(1)));
}
