using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using FlowServiceHost.Tests.Support;
using Google.Protobuf;
using Grpc.Core;
using PromotionService.V1;
using Testing.Clocks;

namespace FlowServiceHost.Tests.Engine;

/// <summary>What becomes of the engine's answers and failures.</summary>
public sealed class EngineOutcomeTests : IAsyncDisposable
{
    private HostUnderTest? _host;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    [Test]
    public async Task Engine_Answers_ItsEnvelopeAndFieldsComeBack()
    {
        var answer = await CallAsync((_, _) => new GetDevAccountsResponse
        {
            ErrorCode = "INSUFFICIENT_TIER",
            ErrorMessage = "READONLY",
            DevAccounts = { new DevAccount { AccountId = "a-1" } },
        });

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Text, Is.EqualTo(
            """{"success":false,"errorCode":"INSUFFICIENT_TIER","errorMessage":"READONLY","effectiveTier":"","devAccounts":[{"accountId":"a-1","accountName":""}]}"""));
    }

    [Test]
    public async Task Engine_NotBuiltYet_IsNotImplementedNamingTheAction()
    {
        var answer = await CallAsync((_, _) => throw new RpcException(new Status(StatusCode.Unimplemented, "x")));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Code, Is.EqualTo("NOT_IMPLEMENTED"));
        Assert.That(answer.Message, Does.Contain("getDevAccounts"));
    }

    [TestCase(StatusCode.Unavailable, "5")]
    [TestCase(StatusCode.DeadlineExceeded, "30")]
    public async Task Engine_OutOfReach_Is503WithRetryAfter(StatusCode status, string seconds)
    {
        var answer = await CallAsync((_, _) => throw new RpcException(new Status(status, "connection refused by 10.1.2.3")));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(answer.Headers.RetryAfter!.ToString(), Is.EqualTo(seconds));
        Assert.That(answer.Code, Is.EqualTo("INTERNAL_ERROR"));
        Assert.That(answer.Text, Does.Not.Contain("10.1.2.3"));
        Assert.That(answer.Body.GetProperty("devAccounts").GetArrayLength(), Is.Zero);
    }

    [TestCase(StatusCode.Internal)]
    [TestCase(StatusCode.Cancelled)]
    public async Task Engine_WhoseConnectionBrokeInTheMiddleOfACall_Is503WhateverStatusThatHas(StatusCode status)
    {
        Exception[] causes =
        [
            new HttpRequestException(HttpRequestError.HttpProtocolError, "reset", new HttpProtocolException(0x2, "reset", null)),
            new HttpProtocolException(0x8, "reset", null),
            new IOException("broken pipe"),
            new SocketException((int)SocketError.ConnectionReset),
            new TaskCanceledException("the connection went away"),
            new ObjectDisposedException("a connection"),
        ];
        _host = await HostUnderTest.StartAsync();
        foreach (var cause in causes)
        {
            _host.Engine.Answer = (_, _) => throw new RpcException(new Status(status, "from 10.1.2.3", cause));
            var answer = await _host.PostAsync("getDevAccounts", "{}");

            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable), cause.ToString());
            Assert.That(answer.Text, Does.Contain("try again").And.Not.Contains("10.1.2.3"));
        }

        _host.Engine.Answer = (_, _) => throw new RpcException(new Status(status, "x", new InvalidDataException("not what it says")));
        Assert.That((await _host.PostAsync("getDevAccounts", "{}")).Status, Is.EqualTo(HttpStatusCode.OK), "an answer that cannot be read stays unreadable");
    }

    [Test]
    public async Task Engine_Limiting_Is429WithItsRetryAfter()
    {
        var trailers = new Metadata { { "promotion-retry-after", "17" } };
        var answer = await CallAsync((_, _) => throw new RpcException(new Status(StatusCode.ResourceExhausted, "x"), trailers));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(answer.Headers.RetryAfter!.ToString(), Is.EqualTo("17"));
    }

    [TestCase(StatusCode.Unknown)]
    [TestCase(StatusCode.Internal)]
    [TestCase(StatusCode.Unauthenticated)]
    [TestCase(StatusCode.ResourceExhausted)]
    [TestCase(StatusCode.Cancelled)]
    public async Task Engine_FailingOtherwise_IsInternalErrorWithTheCorrelationIdAndNoDetail(StatusCode status)
    {
        var answer = await CallAsync((_, _) => throw new RpcException(new Status(status, "at Secret.Stack.Trace()")));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Code, Is.EqualTo("INTERNAL_ERROR"));
        Assert.That(answer.Message, Does.Contain(answer.Headers.GetValues("X-Correlation-Id").Single()));
        Assert.That(answer.Text, Does.Not.Contain("Secret"));
    }

    [Test]
    public async Task Host_FailingItself_IsInternalErrorToo()
    {
        var answer = await CallAsync((_, _) => throw new NotSupportedException("at Secret.Stack.Trace()"));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Code, Is.EqualTo("INTERNAL_ERROR"));
        Assert.That(answer.Text, Does.Not.Contain("Secret"));
    }

    [TestCase("respond-async", true)]
    [TestCase("wait=10, Respond-Async", true)]
    [TestCase("respond-async; foo=bar", true)]
    [TestCase("wait=10", false)]
    [TestCase("respond-asynchronously", false)]
    public async Task Prefer_RespondAsync_TravelsAsMetadata(string prefer, bool travels)
    {
        var answer = await SharedHost.Host.PostAsync("getDevAccounts", "{}", headers: ("Prefer", prefer));

        Assert.That(answer.Seen!.Headers.GetValue("promotion-respond-async"), Is.EqualTo(travels ? "true" : null));
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Engine_AcceptingTheWork_Is202(bool inTrailers)
    {
        _host = await HostUnderTest.StartAsync();
        (inTrailers ? _host.Engine.Trailers : _host.Engine.ResponseHeaders).Add("promotion-accepted", "true");

        var answer = await _host.PostAsync("getDevAccounts", "{}", headers: ("Prefer", "respond-async"));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(answer.Headers.GetValues("Preference-Applied"), Is.EqualTo(new[] { "respond-async" }));
        Assert.That(answer.Success);
    }

    [Test]
    public async Task IdempotencyKey_OfTheCaller_TravelsAsMetadata()
    {
        var key = new string('k', 255);

        var answer = await SharedHost.Host.PostAsync("getDevAccounts", "{}", headers: ("Idempotency-Key", key));

        Assert.That(answer.Seen!.Headers.GetValue("promotion-idempotency-key"), Is.EqualTo(key));
        Assert.That((await SharedHost.Host.PostAsync("getDevAccounts", "{}")).Seen!.Headers.Get("promotion-idempotency-key"), Is.Null);
    }

    [TestCase("")]
    [TestCase("two words")]
    [TestCase("256")]
    [TestCase("ümlaut")]
    public async Task IdempotencyKey_OfAnotherForm_IsInvalidRequest(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{HostUnderTest.BasePath}/getDevAccounts");
        request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        request.Headers.Authorization = HostUnderTest.Basic();
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key == "256" ? new string('k', 256) : key.Replace("ü", "\u007f", StringComparison.Ordinal));

        var answer = await SharedHost.Host.SendAsync(request);

        Assert.That(answer.Code, Is.EqualTo("INVALID_REQUEST"));
        Assert.That(answer.Message, Does.StartWith("Idempotency-Key must be"));
    }

    [Test]
    public async Task Deadline_OfTheSettings_IsGivenToTheCall()
    {
        var clock = new StandingClock(new DateTimeOffset(2026, 2, 16, 12, 0, 0, TimeSpan.Zero));
        _host = await HostUnderTest.StartAsync([KeyValuePair.Create("Engine:DeadlineSeconds", (string?)"90")], clock);

        var answer = await _host.PostAsync("getDevAccounts", "{}");

        Assert.That(answer.Seen!.Deadline, Is.EqualTo(new DateTime(2026, 2, 16, 12, 1, 30, DateTimeKind.Utc)));
    }

    private async Task<Answer> CallAsync(Func<EngineRequest, IMessage, IMessage> script)
    {
        _host = await HostUnderTest.StartAsync();
        _host.Engine.Answer = script;
        return await _host.PostAsync("getDevAccounts", "{}");
    }
}
