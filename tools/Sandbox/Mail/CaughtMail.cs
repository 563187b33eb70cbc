namespace Sandbox.Mail;

/// <summary>A mail that the sandbox took.</summary>
/// <param name="Number">Its number, from 1 on in the order of arrival.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="From">Sender of the envelope.</param>
/// <param name="To">Recipients of the envelope.</param>
/// <param name="Raw">Everything that came, a character for each byte.</param>
public sealed record CaughtMail(int Number, DateTimeOffset ReceivedAt, string From, IReadOnlyList<string> To, string Raw)
{
    /// <summary>Subject and bodies.</summary>
    public MimeMail Content { get; } = MimeMail.Parse(Raw);
}
