using PromotionEngine.Boomi.Platform;

namespace PromotionEngine.Tests.Boomi.Platform;

internal sealed class PlatformOptionsTests
{
    [Test]
    public void Problems_EverythingWrong_NamesEverySetting()
    {
        var options = new PlatformOptions
        {
            BaseAddress = new Uri("ftp://u:p@host"),
            User = "a:b",
            RequestsPerSecond = 11,
            CallTimeout = TimeSpan.Zero,
            MaxRetryAfter = TimeSpan.FromDays(1),
            MaxResponseBytes = 1,
            MaxComponentBytes = 2,
            RevisionCacheCharacters = -1,
            MaxParallelCalls = 0,
        };

        var problems = options.Problems();

        Assert.That(problems, Has.Count.EqualTo(12));
        Assert.That(string.Join(' ', problems), Does.Contain("AccountId").And.Contain("Token").And.Contain("RequestsPerSecond"));
    }

    [Test]
    public void Client_UnusableOptions_NamesAllProblemsAtOnce()
    {
        using var http = new HttpClient();

        Assert.That(
            () => new PlatformClient(http, new PlatformOptions(), new NoRequestBudget(), TimeProvider.System),
            Throws.ArgumentException.With.Message.Contains("AccountId").And.Message.Contains("User").And.Message.Contains("Token"));
    }
}
