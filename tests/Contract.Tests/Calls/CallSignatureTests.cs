using System.Text;
using Contract.Calls;
using Testing.Clocks;

namespace Contract.Tests.Calls;

public sealed class CallSignatureTests
{
    private const string Path = "/promotion.v1.Promotions/ExecutePromotion";

    private static readonly SharedKey Key = SharedKey.Parse(Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()));
    private static readonly SharedKey OtherKey = SharedKey.Parse(Convert.ToBase64String(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray()));
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("body");
    private static readonly KeyValuePair<string, string>[] Headers =
        [KeyValuePair.Create("promotion-caller-bin", "eyJrIjoxfQ=="), KeyValuePair.Create("promotion-idempotency-key", "k1"), KeyValuePair.Create("te", "trailers")];

    private readonly StandingClock _clock = new();
    private readonly InMemoryNonceStore _nonces;
    private readonly SignatureVerifier _verifier;

    public CallSignatureTests()
    {
        _nonces = new InMemoryNonceStore(_clock);
        _verifier = new SignatureVerifier([Key], _nonces, _clock);
    }

    [Test]
    public async Task Verify_ASignedCall_IsValidOnce()
    {
        var headers = Sign(Headers);

        Assert.That(await VerifyAsync(Path, Body, headers), Is.EqualTo(SignatureVerdict.Valid));
        Assert.That(await VerifyAsync(Path, Body, headers), Is.EqualTo(SignatureVerdict.Replayed));
    }

    [Test]
    public async Task Verify_HeadersInOtherOrderCaseAndPadding_IsValid()
    {
        var headers = Sign(Headers).Reverse()
            .Select(header => KeyValuePair.Create(header.Key.ToUpperInvariant(), header.Value.TrimEnd('=')))
            .Append(KeyValuePair.Create("user-agent", "whoever"))
            .ToArray();

        Assert.That(await VerifyAsync(Path, Body, headers), Is.EqualTo(SignatureVerdict.Valid));
    }

    [Test]
    public async Task Verify_NoSignature_IsMissing() =>
        Assert.That(await VerifyAsync(Path, Body, Headers), Is.EqualTo(SignatureVerdict.Missing));

    [TestCase("")]
    [TestCase("t=1,n=2,v=3")]
    [TestCase("t=-1,n=AAAAAAAAAAAAAAAAAAAAAA,v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("t=99999999999999999999,n=AAAAAAAAAAAAAAAAAAAAAA,v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,n=AAAAAAAAAAAAAAAAAAAAAA,t=1")]
    public async Task Verify_SomethingElseAsSignature_IsMalformed(string text) =>
        Assert.That(await VerifyAsync(Path, Body, [.. Headers, KeyValuePair.Create(CallMetadata.Signature, text)]), Is.EqualTo(SignatureVerdict.Malformed));

    [Test]
    public async Task Verify_TwoSignatures_IsMalformed() =>
        Assert.That(await VerifyAsync(Path, Body, [.. Sign(Headers), Sign(Headers)[^1]]), Is.EqualTo(SignatureVerdict.Malformed));

    [Test]
    public async Task Verify_AnotherPath_IsWrong() =>
        Assert.That(await VerifyAsync("/promotion.v1.Promotions/WithdrawPromotion", Body, Sign(Headers)), Is.EqualTo(SignatureVerdict.Wrong));

    [Test]
    public async Task Verify_AnotherBody_IsWrong() =>
        Assert.That(await VerifyAsync(Path, [.. Body, 0], Sign(Headers)), Is.EqualTo(SignatureVerdict.Wrong));

    [Test]
    public async Task Verify_AnotherKey_IsWrong() =>
        Assert.That(await new SignatureVerifier([OtherKey], _nonces, _clock).VerifyAsync(Path, Body, Sign(Headers), default), Is.EqualTo(SignatureVerdict.Wrong));

    [Test]
    public async Task Verify_ThePreviousKeyDuringAChange_IsValid() =>
        Assert.That(
            await new SignatureVerifier([OtherKey, Key], _nonces, _clock).VerifyAsync(Path, Body, Sign(Headers), default),
            Is.EqualTo(SignatureVerdict.Valid));

    [TestCase(0)]
    [TestCase(1)]
    public async Task Verify_ChangedMetadataOfOurs_IsWrong(int changed)
    {
        var headers = Sign(Headers);
        headers[changed] = KeyValuePair.Create(headers[changed].Key, "x" + headers[changed].Value);

        Assert.That(await VerifyAsync(Path, Body, headers), Is.EqualTo(SignatureVerdict.Wrong));
    }

    [Test]
    public async Task Verify_RemovedOrAddedMetadataOfOurs_IsWrong()
    {
        Assert.That(await VerifyAsync(Path, Body, Sign(Headers)[1..]), Is.EqualTo(SignatureVerdict.Wrong));
        Assert.That(
            await VerifyAsync(Path, Body, [.. Sign(Headers), KeyValuePair.Create("promotion-respond-async", "true")]),
            Is.EqualTo(SignatureVerdict.Wrong));
    }

    [TestCase("t=")]
    [TestCase("n=")]
    public async Task Verify_ATimeOrNonceThatWasNotSigned_IsWrong(string part)
    {
        var headers = Sign(Headers);
        var parts = headers[^1].Value.Split(',');
        var index = Array.FindIndex(parts, text => text.StartsWith(part, StringComparison.Ordinal));
        parts[index] = parts[index][..2] + (parts[index][2] == '1' ? '2' : '1') + parts[index][3..];
        headers[^1] = KeyValuePair.Create(CallMetadata.Signature, string.Join(',', parts));

        Assert.That(await VerifyAsync(Path, Body, headers), Is.EqualTo(SignatureVerdict.Wrong));
    }

    [TestCase(60, SignatureVerdict.Valid)]
    [TestCase(-60, SignatureVerdict.Valid)]
    [TestCase(61, SignatureVerdict.Expired)]
    [TestCase(-61, SignatureVerdict.Expired)]
    public async Task Verify_ATimeFromAnotherMinute_IsTakenWithinTheTolerance(int seconds, SignatureVerdict verdict)
    {
        var headers = Sign(Headers);
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.That(await VerifyAsync(Path, Body, headers), Is.EqualTo(verdict));
    }

    [Test]
    public async Task Verify_AReplayAtTheEdgeOfTheFuture_IsStillReplayed()
    {
        var headers = Sign(Headers);
        _clock.Advance(TimeSpan.FromSeconds(-60));
        Assert.That(await VerifyAsync(Path, Body, headers), Is.EqualTo(SignatureVerdict.Valid));

        _clock.Advance(TimeSpan.FromSeconds(119));
        Assert.That(await VerifyAsync(Path, Body, headers), Is.EqualTo(SignatureVerdict.Replayed));
    }

    [Test]
    public async Task Nonces_AfterTheirTime_AreForgotten()
    {
        for (var i = 0; i < 100; i++)
        {
            await VerifyAsync(Path, Body, Sign(Headers));
        }

        Assert.That(_nonces.Count, Is.EqualTo(100));
        _clock.Advance(TimeSpan.FromMinutes(3));
        await VerifyAsync(Path, Body, Sign(Headers));
        Assert.That(_nonces.Count, Is.EqualTo(1));
    }

    [TestCase("")]
    [TestCase("not base64!")]
    [TestCase("c2hvcnQ=")]
    public void Parse_AKeyThatIsNone_SaysHowToMakeOneAndDoesNotRepeatIt(string text)
    {
        var refused = Assert.Throws<FormatException>(() => SharedKey.Parse(text));
        Assert.That(refused!.Message, Does.Contain("openssl rand"));
        Assert.That(text.Length == 0 || !refused.Message.Contains(text, StringComparison.Ordinal));
        Assert.That(SharedKey.Parse(SharedKey.Generate()).ToString(), Is.EqualTo("SharedKey(hidden)"));
    }

    private KeyValuePair<string, string>[] Sign(KeyValuePair<string, string>[] headers) =>
        [.. headers, KeyValuePair.Create(CallMetadata.Signature, CallSignature.Create(Key, Path, Body, headers, _clock.Now).ToString())];

    private ValueTask<SignatureVerdict> VerifyAsync(string path, byte[] body, KeyValuePair<string, string>[] headers) =>
        _verifier.VerifyAsync(path, body, headers, CancellationToken.None);
}
