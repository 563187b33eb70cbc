using PromotionEngine.Notifications;

namespace PromotionEngine.Tests.Notifications;

/// <summary>Settings of the mails are checked as a whole at start.</summary>
public sealed class MailOptionsTests
{
    [Test]
    public void Problems_WithoutAHost_AreNone() => Assert.That(new MailOptions().Problems(), Is.Empty);

    [Test]
    public void Problems_OfSettingsThatWork_AreNone() => Assert.That(SomeOptions.Mail().Problems(), Is.Empty);

    [Test]
    public void Problems_OfOnlyAHost_NameEverythingThatIsMissing()
    {
        var problems = new MailOptions { Host = "mail.abc.example" }.Problems();

        Assert.That(string.Join('\n', problems), Does.Contain("Mail:From").And.Contain("Mail:LinkBase").And.Contain("Mail:DeveloperList").And.Contain("Mail:AdminList"));
    }

    [Test]
    public void Problems_OfWrongSettings_NameEach()
    {
        AssertProblem(options => options.Host = "not a host", "Mail:Host");
        AssertProblem(options => options.Port = 465, "465");
        AssertProblem(options => options.Port = 0, "Mail:Port");
        AssertProblem(options => options.User = "svc", "Mail:Password");
        AssertProblem(options => options.From = "Promotions <a@b.example>", "Promotions <a@b.example>");
        AssertProblem(options => options.FromName = "A\r\nBcc: b@c.example", "Mail:FromName");
        AssertProblem(options => options.LinkBase = new Uri("https://user:word@abc.example"), "Mail:LinkBase");
        AssertProblem(options => options.LinkBase = new Uri("javascript:alert(1)"), "Mail:LinkBase");
        AssertProblem(options => options.AdminList = ["admins@abc.example", "nobody"], "nobody");
        AssertProblem(options => options.Timeout = TimeSpan.Zero, "Mail:Timeout");
        AssertProblem(options => options.HoldBeyondTimeout = TimeSpan.Zero, "Mail:HoldBeyondTimeout");
        AssertProblem(options => options.RetryAfter = TimeSpan.FromDays(1), "Mail:RetryAfter");
        AssertProblem(options => options.PauseAfterFailure = TimeSpan.FromMilliseconds(1), "Mail:PauseAfterFailure");
        AssertProblem(options => options.Tries = 0, "Mail:Tries");
        AssertProblem(options => options.Security = (MailSecurity)7, "Mail:Security");
    }

    [Test]
    public void Problems_APasswordInTheClear_IsAllowedOnThisMachineOnly()
    {
        var near = SomeOptions.Mail();
        (near.User, near.Password) = ("svc", "s3cret");
        var far = SomeOptions.Mail();
        (far.Host, far.User, far.Password) = ("mail.abc.example", "svc", "s3cret");

        Assert.That(near.Problems(), Is.Empty);
        Assert.That(far.Problems().Single(), Does.Contain("in the clear").And.Not.Contain("s3cret"));
    }

    private static void AssertProblem(Action<MailOptions> change, string named)
    {
        var options = SomeOptions.Mail();
        change(options);
        Assert.That(options.Problems().Single(), Does.Contain(named));
    }
}
