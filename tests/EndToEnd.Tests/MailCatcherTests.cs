using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using Sandbox.Mail;
using Testing.Secrets;

namespace EndToEnd.Tests;

/// <summary>The sandbox's mail server takes what a mail client sends, and bounds what a bad one can do.</summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class MailCatcherTests
{
    [Test]
    public async Task Catch_AMailOfTheFrameworksClient_IsTakenApart(CancellationToken cancellationToken)
    {
        await using var catcher = MailCatcher.Start(TimeProvider.System);
        using var message = new MailMessage("promotions@abc.example", "alice@abc.example, bob@abc.example") { Subject = "Zürich → Köln, and a subject that is long enough to be folded once or twice", SubjectEncoding = Encoding.UTF8 };
        message.Headers.Add("Message-ID", "<one@abc.example>");
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString("Grüße\r\n.\r\n..\r\nEnd", Encoding.UTF8, "text/plain"));
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString("<p>Grüße</p>", Encoding.UTF8, "text/html"));
        using (var client = new SmtpClient("127.0.0.1", catcher.Port))
        {
            await client.SendMailAsync(message, cancellationToken);
        }

        var mail = catcher.Mails.List().Single();
        Assert.That((mail.Number, mail.From), Is.EqualTo((1, "promotions@abc.example")));
        Assert.That(mail.To, Is.EqualTo(["alice@abc.example", "bob@abc.example"]));
        Assert.That(mail.Content.Subject, Is.EqualTo(message.Subject));
        Assert.That(mail.Content.Header("message-id"), Is.EqualTo("<one@abc.example>"));
        Assert.That(mail.Content.Text.Trim(), Is.EqualTo("Grüße\r\n.\r\n..\r\nEnd"));
        Assert.That(mail.Content.Html.Trim(), Is.EqualTo("<p>Grüße</p>"));
    }

    [Test]
    public async Task Catch_ClientsThatMisbehave_AreSentAwayAndKeepNobodyOut(CancellationToken cancellationToken)
    {
        await using var catcher = MailCatcher.Start(TimeProvider.System);

        var nonsense = await TalkAsync(catcher, string.Concat(Enumerable.Repeat("FOO bar\r\n", 100)), cancellationToken);
        var longLine = await TalkAsync(catcher, new string('x', 100_000), cancellationToken);
        var early = await TalkAsync(catcher, "DATA\r\nRCPT TO:<a@b.example>\r\nMAIL FROM:nobody\r\nQUIT\r\n", cancellationToken);
        var halfAMail = await TalkAsync(catcher, "MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nSubject: half", cancellationToken);
        var tooLarge = await TalkAsync(
            catcher, $"MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n{string.Concat(Enumerable.Repeat($"{new string('y', 1_000)}\r\n", 1_200))}.\r\nQUIT\r\n", cancellationToken);
        var good = await TalkAsync(catcher, "EHLO me\r\nMAIL FROM:<a@b.example> SIZE=10\r\nRCPT TO:<c@d.example>\r\nDATA\r\nSubject: good\r\n\r\n..dot\r\n.\r\nQUIT\r\n", cancellationToken);

        Assert.That(nonsense.Split("\r\n").Count(line => line.StartsWith("502", StringComparison.Ordinal)), Is.EqualTo(20));
        Assert.That(longLine, Does.Not.Contain("250"));
        Assert.That(early.Split("\r\n").Count(line => line.StartsWith("503", StringComparison.Ordinal)), Is.EqualTo(3));
        Assert.That(halfAMail, Does.EndWith("dot only\r\n"));
        Assert.That(tooLarge, Does.Contain("552"));
        Assert.That(good, Does.Contain("250 Caught"));
        Assert.That(catcher.Mails.List().Select(mail => (mail.Content.Subject, mail.Content.Text)), Is.EqualTo([("good", ".dot\r\n")]));
    }

    [Test]
    public void Keep_MoreMailsThanAreKept_ForgetsTheOldest()
    {
        var mails = new CaughtMails(TimeProvider.System);
        for (var number = 1; number <= CaughtMails.Kept + 3; number++)
        {
            mails.Add("a@b.example", ["c@d.example"], $"Subject: {number}\r\n\r\n");
        }

        Assert.That(mails.List(), Has.Count.EqualTo(CaughtMails.Kept));
        Assert.That(mails.List()[0].Number, Is.EqualTo(CaughtMails.Kept + 3));
        Assert.That((mails.Find(3), mails.Find(4)?.Content.Subject), Is.EqualTo(((CaughtMail?)null, "4")));
    }

    [TestCase("")]
    [TestCase("no header at all")]
    [TestCase("Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b")]
    [TestCase("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!")]
    [TestCase("Subject: =?utf-8?B?!!!?= =?x?Q?=ZZ?=\r\n\r\n=")]
    [TestCase("Content-Transfer-Encoding: quoted-printable\r\n\r\na=\r\nb=4")]
    public void Parse_WhatIsNoProperMail_NeverFails(string raw) => Assert.That(MimeMail.Parse(raw), Is.Not.Null);

    private static async Task<string> TalkAsync(MailCatcher catcher, string text, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, catcher.Port, cancellationToken);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);
            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Sent away in the middle.
        }

        var said = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                said.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // A server that closes while there is unread input resets the connection.
        }

        SecretWatch.OfThisRun.Look("answer of the mail catcher", said.ToString());
        return said.ToString();
    }
}
