using System.Net.Http;
using Grpc.Core;
using Grpc.Net.Client;

namespace GrpcRuntime.Tests.Calls;

/// <summary>A server that goes away is one that cannot be reached, at whatever moment of the call it goes; what it does wrong is an internal error.</summary>
[TestFixture]
public sealed class TransportFailureTests
{
    [Test]
    public void ToStatus_OfAConnectionThatEndedWhileItWasMade_IsUnavailable() =>
        AssertStatus(new HttpRequestException(HttpRequestError.Unknown, "The server did not complete the handshake."), StatusCode.Unavailable);

    [Test]
    public void ToStatus_OfAGoodByeOfTheServer_IsUnavailable() =>
        AssertStatus(new HttpRequestException(HttpRequestError.HttpProtocolError, "Closed.", new HttpProtocolException(0, "NO_ERROR", null)), StatusCode.Unavailable);

    [TestCase(0x7, StatusCode.Unavailable)]
    [TestCase(0x8, StatusCode.Cancelled)]
    [TestCase(0xb, StatusCode.ResourceExhausted)]
    [TestCase(0xc, StatusCode.PermissionDenied)]
    [TestCase(0x1, StatusCode.Internal)]
    [TestCase(0x2, StatusCode.Internal)]
    public void ToStatus_OfAReset_IsAsTheProtocolMapsIt(long code, StatusCode expected) =>
        AssertStatus(new HttpRequestException(HttpRequestError.HttpProtocolError, "Reset.", new HttpProtocolException(code, "reset", null)), expected);

    [Test]
    public void ToStatus_OfAnAnswerThatIsNone_IsInternal()
    {
        AssertStatus(new HttpRequestException(HttpRequestError.InvalidResponse, "Not HTTP."), StatusCode.Internal);
        AssertStatus(new InvalidOperationException("Ours."), StatusCode.Internal);
    }

    [Test]
    public void ToStatus_OfABrokenConnection_IsUnavailable()
    {
        AssertStatus(new HttpRequestException("Sending failed.", new IOException("Broken pipe.")), StatusCode.Unavailable);
        AssertStatus(new HttpIOException(HttpRequestError.ResponseEnded, "Ended."), StatusCode.Unavailable);
    }

    private static void AssertStatus(Exception exception, StatusCode expected) => Assert.That(TransportFailure.ToStatus(exception).StatusCode, Is.EqualTo(expected));
}
