using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PromotionEngine.Notifications;
using PromotionEngine.Tests.Fixtures;
using Testing;

namespace PromotionEngine.Tests.Notifications;

/// <summary>What goes over the wire to a mail server, and what the engine makes of its answers.</summary>
public sealed class SmtpMailTransportTests
{
    [Test]
    public async Task Send_AServerThatTakesIt_DeliversTextAndPageToOneRecipient()
    {
        await using var server = new LoopbackMailServer();

        await Transport(server).SendAsync(SomeMail("Zürich → Köln"), CancellationToken.None);

        var mail = server.Mails.Single();
        Assert.That((mail.From, mail.To), Is.EqualTo(("MAIL FROM:<promotions@abc.example>", "alice@abc.example")));
        Assert.That(mail.Header("Message-ID"), Is.EqualTo("<one@abc.example>"));
        Assert.That(mail.Header("References"), Is.EqualTo("<promotion.1@abc.example>"));
        Assert.That(mail.Header("Auto-Submitted"), Is.EqualTo("auto-generated"));
        Assert.That(mail.Header("From"), Does.Contain("Promotion Service").And.Contain("<promotions@abc.example>"));
        Assert.That(mail.Header("Subject"), Does.StartWith("=?utf-8?"));
        Assert.That(mail.Header("Content-Type"), Does.StartWith("multipart/alternative"));
        Assert.That(mail.Raw.IndexOf("text/plain", StringComparison.Ordinal), Is.LessThan(mail.Raw.IndexOf("text/html", StringComparison.Ordinal)), "the plainest comes first");
        Assert.That(mail.Part("text/plain").TrimEnd(), Is.EqualTo("Grüße\r\n.\r\n..two dots\r\nEnd"));
        Assert.That(mail.Part("text/html").TrimEnd(), Is.EqualTo("<p>Grüße</p>"));
        Assert.That(mail.Raw.Split("\r\n"), Has.All.Length.LessThanOrEqualTo(998));
    }

    [Test]
    public async Task Send_AServerWithoutTls_SaysNothingOfTheMail()
    {
        await using var server = new LoopbackMailServer();

        var refused = await RefusedAsync(server, options => options.Security = MailSecurity.StartTls);

        Assert.That(refused.IsServerDown, Is.True);
        Assert.That(server.Commands, Has.None.StartsWith("MAIL"));
    }

    [TestCase("geheim-4711")]
    [TestCase("Z2VoZWltLTQ3MTE=")]
    [TestCase("AHN2YwBnZWhlaW0tNDcxMQ==")]
    public async Task Send_AServerThatRepeatsThePassword_IsNotRepeated(string words)
    {
        await using var server = new LoopbackMailServer { Login = ("svc", "geheim-4711"), Answer = line => line.StartsWith("MAIL", StringComparison.Ordinal) ? $"550 no mail of {words} here" : null };

        var refused = await RefusedAsync(server, options => (options.User, options.Password) = ("svc", "geheim-4711"));

        Assert.That(refused.Message, Does.Contain("no mail of ******"));
        Assert.That(refused.ToString(), Does.Not.Contain(words.TrimEnd('=')));
    }

    [Test]
    public async Task Send_ACertificateThatIsNotTrusted_SaysNothingOfTheMail()
    {
        using var certificate = NewCertificate();
        await using var server = new LoopbackMailServer { Certificate = certificate, Login = ("svc", "s3cret") };

        var refused = await RefusedAsync(server, options =>
        {
            options.Security = MailSecurity.StartTls;
            (options.User, options.Password) = ("svc", "s3cret");
        });

        Assert.That(refused.IsServerDown, Is.True);
        Assert.That(server.Commands, Has.None.StartsWith("MAIL").And.None.StartsWith("AUTH"));
    }

    [Test]
    public async Task Send_ATrustedServerThatWantsALogin_SignsInOverTlsOnly()
    {
        using var certificate = NewCertificate();
        using var trust = new TrustedCertificate(certificate);
        await using var server = new LoopbackMailServer { Certificate = certificate, Login = ("svc", "s3cret") };

        await Transport(server, options =>
        {
            options.Security = MailSecurity.StartTls;
            (options.User, options.Password) = ("svc", "s3cret");
        }).SendAsync(SomeMail(), CancellationToken.None);

        Assert.That(server.Mails.Single().IsEncrypted, Is.True);
        Assert.That(server.Commands.TakeWhile(command => command != "STARTTLS"), Has.All.StartsWith("EHLO"));
    }

    [Test]
    public async Task Send_AWrongPassword_IsAServerThatIsDown_AndIsNotToldInTheReason()
    {
        await using var server = new LoopbackMailServer { Login = ("svc", "right-password") };

        var refused = await RefusedAsync(server, options => (options.User, options.Password) = ("svc", "wrong-password"));

        Assert.That(refused.IsServerDown, Is.True, "no mail is at fault");
        Assert.That(refused.ToString(), Does.Not.Contain("wrong-password").And.Not.Contain(Convert.ToBase64String("wrong-password"u8)));
        Assert.That(server.Mails, Is.Empty);
    }

    [TestCase("RCPT", "550 5.1.1 Nobody of that name", false)]
    [TestCase("RCPT", "452 4.2.2 Mailbox full", false)]
    [TestCase("RCPT", "421 Shutting down", true)]
    [TestCase("DATA", "554 5.7.1 Not here", false)]
    [TestCase("TAKEN", "552 Too large", false)]
    [TestCase("TAKEN", "drop", true)]
    [TestCase("CONNECT", "421 Too busy", true)]
    [TestCase("CONNECT", "554 Go away", false)]
    public async Task Send_ARefusal_SaysWhetherItIsTheMailsFault(string at, string answer, bool isServerDown)
    {
        await using var server = new LoopbackMailServer { Answer = line => line.StartsWith(at, StringComparison.Ordinal) ? answer : null };

        var refused = await RefusedAsync(server);

        await TestContext.Out.WriteLineAsync(refused.Message);
        Assert.That(refused.IsServerDown, Is.EqualTo(isServerDown), refused.Message);
        Assert.That(refused.Message, Is.Not.Empty.And.Not.Contain("\n"));
    }

    [TestCase("CONNECT")]
    [TestCase("RCPT")]
    [TestCase("TAKEN")]
    [CancelAfter(20_000)]
    public async Task Send_AServerThatGoesSilent_IsGivenUp(string at)
    {
        await using var server = new LoopbackMailServer { Answer = line => line.StartsWith(at, StringComparison.Ordinal) ? string.Empty : null };

        // Six seconds on a clock that rings twenty times sooner.
        var refused = await RefusedAsync(server, options => options.Timeout = TimeSpan.FromSeconds(6));

        Assert.That(refused.IsServerDown, Is.True);
        Assert.That(refused.Message, Does.Contain("within 6 seconds"));
    }

    [Test]
    public void Send_NobodyListening_IsAServerThatIsDown()
    {
        var options = SomeOptions.Mail(LoopbackPort.Free());

        var refused = Assert.ThrowsAsync<MailNotSentException>(() => new SmtpMailTransport(options, new HurriedClock()).SendAsync(SomeMail(), CancellationToken.None));

        Assert.That(refused!.IsServerDown, Is.True);
    }

    private static SmtpMailTransport Transport(LoopbackMailServer server, Action<MailOptions>? change = null)
    {
        var options = SomeOptions.Mail(server.Port);
        options.Timeout = TimeSpan.FromMinutes(4);
        change?.Invoke(options);
        return new SmtpMailTransport(options, new HurriedClock());
    }

    private static async Task<MailNotSentException> RefusedAsync(LoopbackMailServer server, Action<MailOptions>? change = null)
    {
        try
        {
            await Transport(server, change).SendAsync(SomeMail(), CancellationToken.None);
        }
        catch (MailNotSentException exception)
        {
            return exception;
        }

        throw new AssertionException("The mail was sent.");
    }

    private static OutgoingMail SomeMail(string subject = "Hello") =>
        new("one@abc.example", "promotion.1@abc.example", "alice@abc.example", new MailText(subject, "Grüße\n.\n..two dots\nEnd", "<p>Grüße</p>"));

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2120, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
