using Contract.Calls;
using Contract.Errors;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using PromotionEngine.Boomi.DataHub;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Components;
using PromotionEngine.Failures;
using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Tests.Failures;

[TestFixture]
public sealed class EnvelopeInterceptorTests
{
    private static readonly CallerIdentity Alice = new() { Kind = CallerKind.User, Email = "alice@abc.example", CorrelationId = "corr-1" };

    [TestCase(PlatformErrorKind.AuthFailed, ErrorCodes.AuthFailed, "credentials")]
    [TestCase(PlatformErrorKind.Busy, ErrorCodes.ApiRateLimit, "Try again")]
    [TestCase(PlatformErrorKind.InvalidId, ErrorCodes.ComponentNotFound, "the platform's words")]
    [TestCase(PlatformErrorKind.BranchDeleted, ErrorCodes.BranchNotFound, "the platform's words")]
    [TestCase(PlatformErrorKind.Refused, ErrorCodes.PromotionFailed, "the platform's words")]
    [TestCase(PlatformErrorKind.ServerError, ErrorCodes.InternalError, "corr-1")]
    [TestCase(PlatformErrorKind.Unclear, ErrorCodes.InternalError, "corr-1")]
    [TestCase(PlatformErrorKind.Malformed, ErrorCodes.InternalError, "corr-1")]
    [TestCase(PlatformErrorKind.NotFound, ErrorCodes.InternalError, "corr-1")]
    public async Task Unary_PlatformFailure_IsTheCodeOfTheContract(PlatformErrorKind kind, string code, string words)
    {
        var answer = await AnswerAsync(new PlatformException(kind, 500, "the platform's words", "Component GET"));

        Assert.That((answer.Success, answer.ErrorCode), Is.EqualTo((false, code)));
        Assert.That(answer.ErrorMessage, Does.Contain(words));
    }

    [Test]
    public async Task Unary_EveryDataHubFailure_IsDatahubErrorWithWords()
    {
        foreach (var kind in Enum.GetValues<DataHubErrorKind>())
        {
            var answer = await AnswerAsync(new DataHubException(kind, 500, "words"));
            Assert.That((answer.ErrorCode, answer.ErrorMessage.Length > 3), Is.EqualTo((ErrorCodes.DatahubError, true)), kind.ToString());
        }
    }

    [Test]
    public async Task Unary_BusinessFailure_KeepsCodeAndMessage()
    {
        var answer = await AnswerAsync(new PromotionFailure(ErrorCodes.InvalidRequest, "limit is 0."));

        Assert.That((answer.ErrorCode, answer.ErrorMessage), Is.EqualTo((ErrorCodes.InvalidRequest, "limit is 0.")));
    }

    [Test]
    public async Task Unary_RefusedDocument_IsPromotionFailed()
    {
        var refusal = Assert.Throws<ComponentXmlException>(() => ComponentDocument.Parse("<"));

        Assert.That((await AnswerAsync(refusal!)).ErrorCode, Is.EqualTo(ErrorCodes.PromotionFailed));
    }

    [Test]
    public async Task Unary_Bug_TellsTheCorrelationIdAndNothingElse()
    {
        var answer = await AnswerAsync(new InvalidOperationException("secret detail of the inside"));

        Assert.That(answer.ErrorCode, Is.EqualTo(ErrorCodes.InternalError));
        Assert.That(answer.ErrorMessage, Does.Contain("corr-1").And.Not.Contains("secret").And.Not.Contains("InvalidOperation"));
    }

    [Test]
    public void Unary_FailuresOfTheCallItself_AreAStatus()
    {
        using var gone = new CancellationTokenSource();
        gone.Cancel();

        Assert.That(StatusOf(new StateUnavailableException("away")), Is.EqualTo(StatusCode.Unavailable));
        Assert.That(StatusOf(new StateLayoutException("another layout")), Is.EqualTo(StatusCode.Unavailable));
        Assert.That(StatusOf(new RpcException(new Status(StatusCode.Unauthenticated, "who?"))), Is.EqualTo(StatusCode.Unauthenticated));
        Assert.That(StatusOf(new OperationCanceledException(), gone.Token), Is.EqualTo(StatusCode.Cancelled));
    }

    [Test]
    public async Task Unary_CancelledInsideWhileTheCallerWaits_IsAnInternalError()
    {
        var answer = await AnswerAsync(new OperationCanceledException());

        Assert.That(answer.ErrorCode, Is.EqualTo(ErrorCodes.InternalError));
    }

    // Maintenance, for one: what it answers begins with a report.
    [Test]
    public void Unary_FailureOfACallWhoseAnswerHasNoEnvelope_IsAStatusThatSaysWhy()
    {
        var busy = Assert.ThrowsAsync<RpcException>(() => MaintainAsync(new PlatformException(PlatformErrorKind.Busy, 503, "busy", "Branch query")))!.Status;
        var refused = Assert.ThrowsAsync<RpcException>(() => MaintainAsync(new PlatformException(PlatformErrorKind.AuthFailed, 401, "who?", "Branch query")))!.Status;
        var bug = Assert.ThrowsAsync<RpcException>(() => MaintainAsync(new InvalidOperationException("secret detail of the inside")))!.Status;

        Assert.That((busy.StatusCode, busy.Detail.Contains("Boomi was too busy", StringComparison.Ordinal)), Is.EqualTo((StatusCode.Unavailable, true)), busy.Detail);
        Assert.That((refused.StatusCode, refused.Detail.Contains("credentials", StringComparison.Ordinal)), Is.EqualTo((StatusCode.Internal, true)), refused.Detail);
        Assert.That(bug.StatusCode, Is.EqualTo(StatusCode.Internal));
        Assert.That(bug.Detail, Does.StartWith($"{ErrorCodes.InternalError}:").And.Contain("corr-1").And.Not.Contains("secret"));
    }

    private static Task<SweepOrphanBranchesResponse> MaintainAsync(Exception thrown) =>
        new EnvelopeInterceptor(NullLogger<EnvelopeInterceptor>.Instance).UnaryServerHandler<SweepOrphanBranchesRequest, SweepOrphanBranchesResponse>(
            new SweepOrphanBranchesRequest(), FakeCall.By(Alice, CancellationToken.None), (_, _) => Task.FromException<SweepOrphanBranchesResponse>(thrown));

    private static StatusCode StatusOf(Exception thrown, CancellationToken cancellationToken = default) =>
        Assert.ThrowsAsync<RpcException>(() => AnswerAsync(thrown, cancellationToken))!.StatusCode;

    private static Task<QueryStatusResponse> AnswerAsync(Exception thrown, CancellationToken cancellationToken = default) =>
        new EnvelopeInterceptor(NullLogger<EnvelopeInterceptor>.Instance).UnaryServerHandler<QueryStatusRequest, QueryStatusResponse>(
            new QueryStatusRequest(), FakeCall.By(Alice, cancellationToken), (_, _) => Task.FromException<QueryStatusResponse>(thrown));
}
