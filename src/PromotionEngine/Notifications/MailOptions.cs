using System.Net;

namespace PromotionEngine.Notifications;

/// <summary>Settings under <c>Mail</c>. Without a host no mail is written.</summary>
public sealed class MailOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Mail";

    // The framework's client speaks STARTTLS only; this port wants TLS from the first byte.
    private const int ImplicitTlsPort = 465;
    private static readonly TimeSpan ShortestTime = TimeSpan.FromSeconds(1);

    /// <summary>The mail server; empty switches mail off.</summary>
    public string Host { get; set; } = string.Empty;

    /// <summary>Its port for submission.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the connection is protected.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>User to sign in with; empty signs in as nobody.</summary>
    public string User { get; set; } = string.Empty;

    /// <summary>The user's password. Set it in the environment (<c>Mail__Password</c>), not in a file.</summary>
    public string Password { get; set; } = string.Empty;

    /// <summary>Address that mails come from.</summary>
    public string From { get; set; } = string.Empty;

    /// <summary>Name beside that address.</summary>
    public string FromName { get; set; } = "Promotion Service";

    /// <summary>Address of the pages that mails link to, for example <c>https://promotions.example</c>.</summary>
    public Uri? LinkBase { get; set; }

    /// <summary>Who hears that something awaits a peer: addresses of people or of distribution lists.</summary>
    public IReadOnlyList<string> DeveloperList { get; set; } = [];

    /// <summary>Who hears that something awaits an admin.</summary>
    public IReadOnlyList<string> AdminList { get; set; } = [];

    /// <summary>Longest that handing over one mail may take, from connecting on.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How much longer than <see cref="Timeout"/> an engine keeps a mail that it took to itself; when it died, another one sends the mail after that.</summary>
    public TimeSpan HoldBeyondTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a mail that could not be handed over waits for its second try; twice as long each time, an hour at most.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a server that could not be used is left alone; twice as long each time, five minutes at most.</summary>
    public TimeSpan PauseAfterFailure { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a server may refuse one mail before it is set aside. A server that cannot be used at all does not count.</summary>
    public int Tries { get; set; } = 12;

    /// <summary>Whether mails are written.</summary>
    public bool IsOn => Host.Length > 0;

    private bool IsLoopback => string.Equals(Host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Every problem of the settings, for one message at start.</summary>
    public IReadOnlyList<string> Problems()
    {
        if (!IsOn)
        {
            return [];
        }

        var problems = new List<string>();
        Check(Uri.CheckHostName(Host) != UriHostNameType.Unknown, $"{Section}:Host must be a name or an address; it is \"{Host}\".");
        Check(Port is > 0 and <= 65_535, $"{Section}:Port must be from 1 to 65535; it is {Port}.");
        Check(Port != ImplicitTlsPort, $"{Section}:Port {ImplicitTlsPort} wants TLS from the first byte, which is not supported. Use the submission port (587) with STARTTLS.");
        Check(Enum.IsDefined(Security), $"{Section}:Security must be {nameof(MailSecurity.StartTls)} or {nameof(MailSecurity.None)}.");
        Check((User.Length == 0) == (Password.Length == 0), $"{Section}:User and {Section}:Password belong together; one of them is missing.");
        Check(User.Length == 0 || Security == MailSecurity.StartTls || IsLoopback, $"{Section}:Password would be sent to {Host} in the clear. Set {Section}:Security to StartTls.");
        Check(MailAddresses.IsUsable(From), $"{Section}:From must be a mail address; it is \"{From}\".");
        Check(!FromName.Any(char.IsControl), $"{Section}:FromName holds a control character.");
        Check(IsPage(LinkBase), $"{Section}:LinkBase must be the absolute http or https address of the pages, without credentials, query or fragment.");
        CheckList(nameof(DeveloperList), DeveloperList);
        CheckList(nameof(AdminList), AdminList);
        Check(Timeout >= TimeSpan.FromSeconds(1) && Timeout <= TimeSpan.FromMinutes(5), $"{Section}:Timeout must be 1 to 300 seconds; it is {Timeout}.");
        CheckTime(nameof(HoldBeyondTimeout), HoldBeyondTimeout, TimeSpan.FromHours(1));
        CheckTime(nameof(RetryAfter), RetryAfter, TimeSpan.FromHours(1));
        CheckTime(nameof(PauseAfterFailure), PauseAfterFailure, TimeSpan.FromMinutes(5));
        Check(Tries is >= 1 and <= 100, $"{Section}:Tries must be from 1 to 100; it is {Tries}.");
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }

        void CheckTime(string name, TimeSpan time, TimeSpan longest) =>
            Check(time >= ShortestTime && time <= longest, $"{Section}:{name} must be from {ShortestTime} to {longest}; it is {time}.");

        void CheckList(string name, IReadOnlyList<string> addresses)
        {
            Check(addresses.Count > 0, $"{Section}:{name} names nobody; nobody would hear of what awaits them.");
            foreach (var address in addresses.Where(address => !MailAddresses.IsUsable(address)))
            {
                problems.Add($"{Section}:{name} holds \"{address}\", which is no mail address.");
            }
        }
    }

    private static bool IsPage(Uri? address) => address is { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" };
}
