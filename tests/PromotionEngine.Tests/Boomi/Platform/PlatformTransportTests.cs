using System.Net.Http.Headers;
using System.Text;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi;
using PromotionEngine.Boomi.Platform;
using PromotionEngine.Promotions;
using Testing.Clocks;
using static PromotionEngine.Tests.Boomi.Platform.ScriptedPlatform;
using static PromotionEngine.Tests.Boomi.ScriptedConnection;

namespace PromotionEngine.Tests.Boomi.Platform;

internal sealed class PlatformTransportTests
{
    private const string BusyText = """{"@type":"Error","message":"The Boomi server is currently unavailable or your account's rate limits have been exceeded. Retry later."}""";
    private const string NoRows = """{"@type":"QueryResult","numberOfResults":0}""";

    private static readonly TimeSpan[] OneTwoFour = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    [Test]
    public async Task Get_OfPrimaryAccount_GoesToTheApiPathWithBasicCredentials()
    {
        using var scripted = new ScriptedPlatform(_ => Json(BranchJson()));

        await scripted.Platform.Branches.GetAsync(Primary, new BranchId("Qjo1"));

        var sent = scripted.Sent.Single();
        Assert.Multiple(() =>
        {
            Assert.That(sent.PathAndQuery, Is.EqualTo("/api/rest/v1/acme-AB12CD/Branch/Qjo1"));
            Assert.That(sent.Accept, Is.EqualTo("application/json"));
            Assert.That(sent.Authorization, Is.EqualTo("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("BOOMI_TOKEN.svc@acme.test:s3cret-t0ken"))));
        });
    }

    [TestCase(true, "/partner/api/rest/v1/acme-AB12CD/Branch/Qjo1?overrideAccount=acmedev-EF34GH")]
    [TestCase(false, "/api/rest/v1/acmedev-EF34GH/Branch/Qjo1")]
    public async Task Get_OfSubAccount_GoesThroughThePartnerPathUnlessSwitchedOff(bool partnerApi, string path)
    {
        using var scripted = new ScriptedPlatform(_ => Json(BranchJson()), options => options.PartnerApi = partnerApi);

        await scripted.Platform.Branches.GetAsync(Dev, new BranchId("Qjo1"));

        Assert.That(scripted.Sent.Single().PathAndQuery, Is.EqualTo(path));
    }

    [TestCase(false, "acme-AB12CD")]
    [TestCase(true, "acmedev-EF34GH")]
    public async Task Get_OfSubAccount_IsPaidByTheAccountThatTheSettingNames(bool overrideAccountRateLimit, string payer)
    {
        var budget = new RecordingBudget();
        using var scripted = new ScriptedPlatform(_ => Json(BranchJson()), options => options.OverrideAccountRateLimit = overrideAccountRateLimit, budget);

        await scripted.Platform.Branches.GetAsync(Dev, new BranchId("Qjo1"));

        Assert.That(budget.Taken.Single(), Is.EqualTo((new AccountId(payer), CallLane.Run)));
    }

    // What stands between us and the platform gave up waiting: the platform may be at work all the same.
    [TestCase(502, true)]
    [TestCase(504, true)]
    [TestCase(400, false)]
    public void Create_AnsweredByAGateway_MayStillTakeEffect(int status, bool mayTakeEffect)
    {
        using var scripted = new ScriptedPlatform(sent => sent.PathAndQuery.EndsWith("/query", StringComparison.Ordinal) ? Json(NoRows) : Text("Bad gateway", "text/plain", status));

        Assert.CatchAsync<PlatformException>(() => scripted.Platform.Branches.CreateAsync(Primary, new BranchId("Qjox"), "promo-1"));

        Assert.That(scripted.Scope.HasUnanswered, Is.EqualTo(mayTakeEffect));
    }

    [TestCase(503)]
    [TestCase(429)]
    public void Query_BusyPlatform_IsRepeatedAfterOneTwoAndFourSecondsThenBusy(int status)
    {
        var budget = new RecordingBudget();
        using var scripted = new ScriptedPlatform(_ => Json(BusyText, status), budget: budget);

        var thrown = Assert.ThrowsAsync<PlatformException>(() => scripted.Platform.Branches.ListAsync(Primary));

        Assert.Multiple(() =>
        {
            Assert.That(thrown!.Kind, Is.EqualTo(PlatformErrorKind.Busy));
            Assert.That(thrown.Message, Does.StartWith("The Boomi server is currently unavailable"));
            Assert.That(scripted.Clock.Waits, Is.EqualTo(OneTwoFour));
            Assert.That(scripted.Scope.Calls, Is.EqualTo(4));
            Assert.That(scripted.Scope.CallsByOperation["Branch query"], Is.EqualTo(4));
            Assert.That(budget.BusyReports, Is.EqualTo(4));
        });
    }

    [Test]
    public async Task Query_BusyOnceWithRetryAfter_WaitsAsLongAsAsked()
    {
        var answers = 0;
        using var scripted = new ScriptedPlatform(_ =>
        {
            if (++answers > 1)
            {
                return Json(NoRows);
            }

            var busy = Json(BusyText, 503);
            busy.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
            return busy;
        });

        await scripted.Platform.Branches.ListAsync(Primary);

        Assert.That(scripted.Clock.Waits, Is.EqualTo(new[] { TimeSpan.FromSeconds(7) }));
    }

    [Test]
    public void Query_RetryAfterLongerThanAllowed_IsBusyAtOnce()
    {
        using var scripted = new ScriptedPlatform(_ =>
        {
            var busy = Json(BusyText, 503);
            busy.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromHours(1));
            return busy;
        });

        var thrown = Assert.ThrowsAsync<PlatformException>(() => scripted.Platform.Branches.ListAsync(Primary));

        Assert.That((thrown!.Kind, scripted.Sent.Count), Is.EqualTo((PlatformErrorKind.Busy, 1)));
    }

    [TestCase(401, "<html><body>no</body></html>", PlatformErrorKind.AuthFailed)]
    [TestCase(403, """{"message":"Access denied due to insufficient permissions."}""", PlatformErrorKind.AuthFailed)]
    [TestCase(404, "", PlatformErrorKind.NotFound)]
    [TestCase(410, """{"message":"Endpoint is invalid or no longer exists."}""", PlatformErrorKind.NotFound)]
    [TestCase(400, """{"@type":"Error","message":"ComponentId x is invalid. Provide a valid componentId"}""", PlatformErrorKind.InvalidId)]
    [TestCase(400, """{"message":"Specified branch is already deleted."}""", PlatformErrorKind.BranchDeleted)]
    [TestCase(400, """{"message":"Source branch with id: Qjo1 was deleted"}""", PlatformErrorKind.BranchDeleted)]
    [TestCase(400, """{"message":"Branch 'Qjo1' is not valid"}""", PlatformErrorKind.Refused)]
    [TestCase(409, "", PlatformErrorKind.Refused)]
    [TestCase(500, """{"message":"boom"}""", PlatformErrorKind.ServerError)]
    [TestCase(301, "", PlatformErrorKind.Malformed)]
    public void Query_RefusedOrFailed_IsNotRepeatedAndTellsItsKind(int status, string body, PlatformErrorKind kind)
    {
        using var scripted = new ScriptedPlatform(_ => Json(body, status));

        var thrown = Assert.ThrowsAsync<PlatformException>(() => scripted.Platform.Branches.ListAsync(Primary));

        Assert.That((thrown!.Kind, thrown.Status, scripted.Sent.Count), Is.EqualTo((kind, status, 1)));
    }

    [Test]
    public void Query_CutEveryTime_IsRepeatedThreeTimesThenServerError()
    {
        using var scripted = new ScriptedPlatform(_ => Cut());

        var thrown = Assert.ThrowsAsync<PlatformException>(() => scripted.Platform.Branches.ListAsync(Primary));

        Assert.That((thrown!.Kind, scripted.Sent.Count), Is.EqualTo((PlatformErrorKind.ServerError, 4)));
    }

    [Test]
    public void AnyCall_PlatformEchoesTheToken_ExceptionDoesNotHoldIt()
    {
        using var scripted = new ScriptedPlatform(sent => Json($$"""{"message":"bad credentials {{Token}} {{sent.Authorization}}"}""", 401));

        var thrown = Assert.ThrowsAsync<PlatformException>(() => scripted.Platform.Branches.ListAsync(Primary));

        Assert.That(thrown!.ToString(), Does.Not.Contain(Token).And.Not.Contain(scripted.Sent[0].Authorization.Split(' ')[1]));
    }

    [Test]
    public void AnyCall_AnswerTooLarge_IsMalformed()
    {
        using var scripted = new ScriptedPlatform(_ => Json(new string(' ', 70_000)), options =>
        {
            options.MaxResponseBytes = 65_536;
            options.MaxComponentBytes = 65_536;
        });

        var thrown = Assert.ThrowsAsync<PlatformException>(() => scripted.Platform.Branches.ListAsync(Primary));

        Assert.That(thrown!.Kind, Is.EqualTo(PlatformErrorKind.Malformed));
    }

    [Test]
    public async Task AnyCall_NoAnswerInTime_EndsAtTheTimeLimitOfTheScope()
    {
        var clock = new ManualClock();
        var connection = new SilentConnection();
        using var http = new HttpClient(connection) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new PlatformOptions { BaseAddress = new Uri("http://127.0.0.1:1"), AccountId = "acme", User = "u", Token = "t" };
        var platform = new PlatformClient(http, options, new NoRequestBudget(), clock, logger: null, jitter: () => 0)
            .In(new CallScope(CallLane.Run) { TimeLeft = () => TimeSpan.FromSeconds(5) });

        var call = platform.Components.CreateAsync(new AccountId("acme"), ComponentXml(string.Empty, 0, "Qjo1"));
        await connection.Reached;
        clock.Advance(TimeSpan.FromSeconds(4.9));
        var early = call.IsCompleted;
        clock.Advance(TimeSpan.FromSeconds(0.2));

        var thrown = Assert.ThrowsAsync<PlatformException>(() => call);
        Assert.That((early, thrown!.Kind), Is.EqualTo((false, PlatformErrorKind.Unclear)));
    }

    [Test]
    public void AnyCall_NoTimeLeft_IsNotSentAndIsNoFailureOfThePlatform()
    {
        using var scripted = new ScriptedPlatform(_ => Json(NoRows));
        var platform = scripted.Client.In(new CallScope(CallLane.Run) { TimeLeft = () => TimeSpan.Zero });

        Assert.ThrowsAsync<OutOfTimeException>(() => platform.Branches.ListAsync(Primary));

        Assert.That(scripted.Sent, Is.Empty);
    }

    [Test]
    public async Task AnyCall_NoTimeLeftUntilTheLeaseIsRenewed_IsSentThen()
    {
        using var scripted = new ScriptedPlatform(_ => Json(NoRows));
        var looks = 0;
        var platform = scripted.Client.In(new CallScope(CallLane.Run) { TimeLeft = () => ++looks < 4 ? TimeSpan.Zero : TimeSpan.FromHours(1) });

        await platform.Branches.ListAsync(Primary);

        Assert.That((looks, scripted.Sent.Count), Is.EqualTo((4, 1)));
    }

    private sealed class SilentConnection : HttpMessageHandler
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HttpResponseMessage();
        }
    }

    private sealed class RecordingBudget : IRequestBudget
    {
        public List<(AccountId Account, CallLane Lane)> Taken { get; } = [];

        public int BusyReports { get; private set; }

        public ValueTask TakeAsync(AccountId account, CallLane lane, CancellationToken cancellationToken = default)
        {
            Taken.Add((account, lane));
            return ValueTask.CompletedTask;
        }

        public void ReportBusy(AccountId account) => BusyReports++;
    }
}
