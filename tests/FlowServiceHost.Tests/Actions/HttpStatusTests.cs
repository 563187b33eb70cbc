using System.Net;
using System.Text;
using FlowServiceHost.Tests.Support;

namespace FlowServiceHost.Tests.Actions;

public sealed class HttpStatusTests
{
    private static HostUnderTest Host => SharedHost.Host;

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("\"text\"")]
    [TestCase("null")]
    [TestCase("{} {}")]
    [TestCase("{\"devAccountId\":\"a\",}")]
    [TestCase("{\"devAccountId\":\"a\",\"devAccountId\":\"b\"}")]
    [TestCase("{\"devAccountId\":\"a\",\"dev\\u0041ccountId\":\"b\"}")]
    [TestCase("{\"devAccountId\":\"a\" /* comment */}")]
    [TestCase("{'devAccountId':'a'}")]
    [TestCase("{\"devAccountId\":\"\\ud800\"}")]
    [TestCase("{\"\\ud800\":\"a\"}")]
    [TestCase("<xml/>")]
    public async Task Post_SomethingThatIsNoJsonObject_Is400WithTheEnvelope(string body)
    {
        var answer = await Host.PostAsync("listDevPackages", body);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), answer.Text);
        Assert.That(answer.Code, Is.EqualTo("INVALID_REQUEST"));
        Assert.That(answer.Success, Is.False);
        Assert.That(answer.Body.GetProperty("packages").GetArrayLength(), Is.Zero);
        Assert.That(answer.Seen, Is.Null);
    }

    [Test]
    public async Task Post_TooDeeplyNested_Is400()
    {
        var deep = $"{{\"x\":{new string('[', 100_000)}{new string(']', 100_000)}}}";

        Assert.That((await Host.PostAsync("listDevPackages", deep)).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Post_BytesThatAreNotUtf8_Is400()
    {
        var content = new ByteArrayContent([.. "{\"devAccountId\":\""u8, 0xff, 0xfe, .. "\"}"u8]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");

        Assert.That((await SendAsync("listDevPackages", content)).Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("application/json; charset=utf-16")]
    [TestCase("")]
    [TestCase("rubbish")]
    public async Task Post_OfAnotherContentType_Is415(string type)
    {
        var content = new ByteArrayContent("{}"u8.ToArray());
        if (type.Length > 0)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        var answer = await SendAsync("listDevPackages", content);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
        Assert.That(answer.Code, Is.EqualTo("INVALID_REQUEST"));
    }

    [TestCase("application/json")]
    [TestCase("application/json; charset=utf-8")]
    [TestCase("application/json; charset=\"UTF-8\"")]
    [TestCase("APPLICATION/JSON")]
    [TestCase("application/vnd.example+json")]
    public async Task Post_OfJsonByAnyOfItsNames_IsTaken(string type)
    {
        var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. "{\"devAccountId\":\"a\"}"u8]);
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        Assert.That((await SendAsync("listDevPackages", content)).Success);
    }

    [Test]
    public async Task Post_Compressed_Is415()
    {
        var content = new StringContent("{}", Encoding.UTF8, "application/json");
        content.Headers.ContentEncoding.Add("gzip");

        Assert.That((await SendAsync("listDevPackages", content)).Status, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
    }

    [TestCase("listDevPackage", "Did you mean listDevPackages?")]
    [TestCase("LISTDEVPACKAGES", "Did you mean listDevPackages?")]
    [TestCase("nonsense", "There is no action \"nonsense\".")]
    [TestCase("a%0d%0ab", "There is no action \"a  b\".")]
    public async Task Post_AnUnknownAction_Is404AndSuggestsTheNearest(string action, string message)
    {
        var answer = await Host.PostAsync(action, "{}");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(answer.Message, Does.EndWith(message));
        Assert.That(answer.Body.EnumerateObject().Select(property => property.Name), Is.EqualTo(new[] { "success", "errorCode", "errorMessage" }));
    }

    [Test]
    public async Task Get_AnywhereElse_Is404WithTheEnvelope()
    {
        var answer = await Host.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/nowhere"));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(answer.Code, Is.EqualTo("INVALID_REQUEST"));
    }

    [TestCase("GET")]
    [TestCase("PUT")]
    [TestCase("DELETE")]
    [TestCase("OPTIONS")]
    public async Task Verb_OtherThanPost_Is405AndNamesPost(string verb)
    {
        var request = new HttpRequestMessage(new HttpMethod(verb), $"{HostUnderTest.BasePath}/listDevPackages");
        request.Headers.Authorization = HostUnderTest.Basic();

        using var response = await Host.Client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(response.Content.Headers.Allow, Is.EqualTo(new[] { "POST" }));
    }

    [Test]
    public async Task Post_JustOverTheLimit_Is413AndJustAtItIsRead()
    {
        const int limit = 5 * 1024 * 1024;
        string Body(int length) => "{\"devAccountId\":\"a\",\"unknown\":\"" + new string('x', length - 33) + "\"}";
        Assert.That(Body(limit), Has.Length.EqualTo(limit));

        Assert.That((await Host.PostAsync("listDevPackages", Body(limit))).Success);
        Assert.That((await Host.PostAsync("listDevPackages", Body(limit + 1))).Status, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task Post_TenMegabytesInChunks_Is413()
    {
        var content = new StreamContent(new MemoryStream(new byte[10 * 1024 * 1024]));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        var request = Request("listDevPackages", content);
        request.Headers.TransferEncodingChunked = true;

        Assert.That((await Host.SendAsync(request)).Status, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task Answer_Always_CarriesSecurityHeadersAndTheCorrelationId()
    {
        var answer = await Host.PostAsync("getDevAccounts", "{}", headers: ("X-Correlation-Id", "my-id.1"));

        Assert.That(answer.Headers.GetValues("X-Correlation-Id"), Is.EqualTo(new[] { "my-id.1" }));
        Assert.That(answer.Seen!.Caller.CorrelationId, Is.EqualTo("my-id.1"));
        Assert.That(answer.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
        Assert.That(answer.Headers.CacheControl!.NoStore);
        Assert.That(answer.Headers.Contains("Server"), Is.False);
    }

    [TestCase("with space")]
    [TestCase("<script>")]
    [TestCase("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task CorrelationId_OfAnotherForm_IsReplaced(string id)
    {
        var answer = await Host.PostAsync("getDevAccounts", "{}", headers: ("X-Correlation-Id", id));

        Assert.That(answer.Headers.GetValues("X-Correlation-Id").Single(), Has.Length.EqualTo(32).And.Not.EqualTo(id));
    }

    private static HttpRequestMessage Request(string action, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{HostUnderTest.BasePath}/{action}") { Content = content };
        request.Headers.Authorization = HostUnderTest.Basic();
        return request;
    }

    private static Task<Answer> SendAsync(string action, HttpContent content) => Host.SendAsync(Request(action, content));
}
