using System.Xml;
using System.Xml.Linq;
using BoomiEmulator.Faults;

namespace BoomiEmulator.Tests.Platform;

internal sealed class FaultTests : PlatformFixture
{
    private static readonly string CreateBranchPath = $"/api/rest/v1/{Account}/Branch";

    [Test]
    public async Task Status_AnswersInsteadOfTheHandler()
    {
        Host.Faults.Set(1, [new FaultRule { Operation = "Branch.create", Effect = FaultEffect.Status, Status = 503, RetryAfter = 2, Times = 1 }]);
        var refused = await CreateAsync("a");
        Assert.That((refused.Status, refused.Json.GetProperty("@type").GetString()), Is.EqualTo((503, "Error")));
        Assert.That(World.Branches(Account), Has.Count.EqualTo(1));
        Assert.That((await CreateAsync("a")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Status_CanHaveItsOwnBody()
    {
        Host.Faults.Add(new FaultRule { Effect = FaultEffect.Status, Status = 500, Body = "<html>oops</html>", ContentType = "text/html" });
        var answer = await GetAsync("Branch/x");
        Assert.That((answer.Status, answer.Text, answer.MediaType), Is.EqualTo((500, "<html>oops</html>", "text/html")));
    }

    [Test]
    public void CutBefore_HasNoEffect()
    {
        Host.Faults.Add(new FaultRule { Operation = "Branch.create", Effect = FaultEffect.CutBefore });
        Assert.That(async () => await CreateAsync("a"), Throws.InstanceOf<HttpRequestException>());
        Assert.That(World.Branches(Account), Has.Count.EqualTo(1));
    }

    [Test]
    public void CutAfter_TakesEffectWithoutAnAnswer()
    {
        Host.Faults.Add(new FaultRule { Operation = "Branch.create", Effect = FaultEffect.CutAfter });
        Assert.That(async () => await CreateAsync("a"), Throws.InstanceOf<HttpRequestException>());
        Assert.That(World.Branches(Account).Select(branch => branch.Name), Does.Contain("a"));
    }

    [Test]
    public async Task Truncate_BreaksTheBodyOff()
    {
        var id = AddProcess(1);
        Host.Faults.Add(new FaultRule { Method = "GET", Effect = FaultEffect.Truncate, Times = 1 });
        Assert.That(async () => await GetAsync($"Component/{id}"), Throws.InstanceOf<HttpRequestException>());
        Assert.That((await GetAsync($"Component/{id}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Malform_AnswersUnreadableXml()
    {
        var id = AddProcess(1);
        Host.Faults.Add(new FaultRule { Path = $"*/component/{id}", Effect = FaultEffect.Malform });
        var answer = await GetAsync($"Component/{id}");
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(() => XDocument.Parse(answer.Text), Throws.InstanceOf<XmlException>());
    }

    [Test]
    public async Task SlowDrip_SendsTheWholeBodySlowly()
    {
        var id = AddProcess(1);
        var whole = await GetAsync($"Component/{id}");
        Host.Faults.Add(new FaultRule { Effect = FaultEffect.SlowDrip, DelayMs = 10, PieceBytes = 100 });
        var began = TimeProvider.System.GetTimestamp();
        var slow = await GetAsync($"Component/{id}");
        Assert.That(slow.Text, Is.EqualTo(whole.Text));
        Assert.That(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds, Is.GreaterThan(whole.Text.Length / 100 * 9));
    }

    [Test]
    public async Task Delay_OnlyDelays()
    {
        Host.Faults.Add(new FaultRule { Effect = FaultEffect.Delay, DelayMs = 60 });
        var began = TimeProvider.System.GetTimestamp();
        Assert.That((await GetAsync($"Account/{Account}")).Status, Is.EqualTo(200));
        Assert.That(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds, Is.GreaterThan(55));
    }

    [Test]
    public async Task ExpireToken_Answers401ForATime()
    {
        Host.Faults.Add(new FaultRule { Nth = 2, Effect = FaultEffect.ExpireToken, DurationMs = 5000 });
        Assert.That((await GetAsync($"Account/{Account}")).Status, Is.EqualTo(200));
        Assert.That((await GetAsync($"Account/{Account}")).Status, Is.EqualTo(401));
        Assert.That((await GetAsync($"Account/{Account}")).Status, Is.EqualTo(401));
        Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That((await GetAsync($"Account/{Account}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Conditions_SelectRequests()
    {
        Host.Faults.Set(1,
        [
            new FaultRule { Name = "nth", Operation = "Account.get", Nth = 2, Effect = FaultEffect.Status, Status = 500 },
            new FaultRule { Name = "every", Operation = "Account.get", Every = 3, Effect = FaultEffect.Status, Status = 502 },
            new FaultRule { Name = "account", Account = Sub, Effect = FaultEffect.Status, Status = 504 },
            new FaultRule { Name = "regex", PathRegex = "/Branch/x[0-9]+$", Effect = FaultEffect.Status, Status = 410 },
        ]);
        var statuses = new List<int>();
        for (var i = 0; i < 6; i++)
            statuses.Add((await GetAsync($"Account/{Account}")).Status);

        Assert.That(statuses, Is.EqualTo(new[] { 200, 500, 502, 200, 200, 502 }));
        Assert.That((await GetAsync($"Branch/x", account: Sub)).Status, Is.EqualTo(504));
        Assert.That((await GetAsync("Branch/x12")).Status, Is.EqualTo(410));
        Assert.That((await GetAsync("Branch/x12y")).Status, Is.EqualTo(400));
        Assert.That(Host.Faults.List().Select(state => (state.Rule.Name, state.Hits)),
            Is.EqualTo(new[] { ("nth", 1), ("every", 2), ("account", 1), ("regex", 1) }));
    }

    [Test]
    public async Task Probability_IsTheSameForTheSameSeed()
    {
        async Task<string> RunAsync(int seed)
        {
            Host.Faults.Set(seed, [new FaultRule { Probability = 0.3, Effect = FaultEffect.Status, Status = 500 }]);
            var text = string.Empty;
            for (var i = 0; i < 60; i++)
                text += (await GetAsync($"Account/{Account}")).Status == 500 ? 'x' : '.';

            return text;
        }

        var first = await RunAsync(7);
        Assert.That(await RunAsync(7), Is.EqualTo(first));
        Assert.That(await RunAsync(8), Is.Not.EqualTo(first));
        Assert.That(first.Count(c => c == 'x'), Is.InRange(8, 30));
    }

    [Test]
    public async Task Admin_PutsListsAndClears()
    {
        var put = await SendAsync(
            HttpMethod.Put, "/__admin/faults", "{\"seed\":3,\"rules\":[{\"name\":\"r\",\"operation\":\"Account.*\",\"effect\":\"Status\",\"status\":500}]}", "application/json", null);
        Assert.That(put.Status, Is.EqualTo(204));
        Assert.That((await GetAsync($"Account/{Account}")).Status, Is.EqualTo(500));
        var listed = await SendAsync(HttpMethod.Get, "/__admin/faults", null, null, null);
        Assert.That(listed.Json[0].GetProperty("hits").GetInt32(), Is.EqualTo(1));
        await SendAsync(HttpMethod.Delete, "/__admin/faults", null, null, null);
        Assert.That((await GetAsync($"Account/{Account}")).Status, Is.EqualTo(200));
        Assert.That((await SendAsync(HttpMethod.Post, "/__admin/faults", "{\"pathRegex\":\"(\"}", "application/json", null)).Status, Is.EqualTo(400));
        Assert.That((await SendAsync(HttpMethod.Post, "/__admin/faults", "{\"effect\":\"Nonsense\"}", "application/json", null)).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Journal_TellsTheFaultAndNoStatusForCuts()
    {
        Host.Faults.Add(new FaultRule { Name = "cut it", Operation = "Branch.create", Effect = FaultEffect.CutAfter });
        try
        {
            await CreateAsync("a");
        }
        catch (HttpRequestException)
        {
            // That is the fault.
        }

        Assert.That(() => Host.Journal.Entries("Branch.create").Select(entry => (entry.Status, entry.Fault)), Is.EqualTo(new[] { (0, "cut it") }).After(2000, 10));
    }

    private Task<Answer> CreateAsync(string name) =>
        SendAsync(HttpMethod.Post, CreateBranchPath, $"{{\"parentId\":\"{World.MainBranch(Account).Id}\",\"name\":\"{name}\"}}", "application/json", "application/json");
}
