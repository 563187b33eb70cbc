using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Sessions;

/// <summary>Pages find their state again, each person their own.</summary>
[TestFixture]
public sealed class SessionTests
{
    [Test]
    public async Task RestoreSession_AfterSave_AnswersTheOwnersStateAndNobodyElses()
    {
        await using var engine = await RunningEngine.StartAsync();
        var saved = await engine.Sessions.SaveSessionAsync(new SaveSessionRequest { SessionKey = "packages", State = """{"account":"a"}""" }, engine.By("alice"));

        var own = await engine.Sessions.RestoreSessionAsync(new RestoreSessionRequest { SessionKey = "packages" }, engine.By("alice"));
        var other = await engine.Sessions.RestoreSessionAsync(new RestoreSessionRequest { SessionKey = "packages" }, engine.By("bob"));

        Assert.That(saved.Success, Is.True, saved.ErrorMessage);
        Assert.That(own.State, Is.EqualTo("""{"account":"a"}"""));
        Assert.That(own.SavedAt, Is.EqualTo(saved.SavedAt));
        Assert.That((other.Success, other.State), Is.EqualTo((true, string.Empty)));
    }

    [TestCase("not json", "state is not JSON")]
    [TestCase("{\"a\":", "state is not JSON")]
    public async Task SaveSession_StateThatIsNoJson_IsRefused(string state, string message)
    {
        await using var engine = await RunningEngine.StartAsync();

        var answer = await engine.Sessions.SaveSessionAsync(new SaveSessionRequest { SessionKey = "k", State = state }, engine.By("alice"));

        Assert.That(answer.ErrorCode, Is.EqualTo("INVALID_REQUEST"));
        Assert.That(answer.ErrorMessage, Does.Contain(message));
    }

    [Test]
    public async Task SaveSession_OverSixtyFourKibibytes_IsRefused()
    {
        await using var engine = await RunningEngine.StartAsync();

        var answer = await engine.Sessions.SaveSessionAsync(new SaveSessionRequest { SessionKey = "k", State = $"\"{new string('ä', 40_000)}\"" }, engine.By("alice"));

        Assert.That(answer.ErrorCode, Is.EqualTo("INVALID_REQUEST"));
        Assert.That(answer.ErrorMessage, Does.Contain("65536 bytes"));
    }
}
