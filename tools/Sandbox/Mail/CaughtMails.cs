namespace Sandbox.Mail;

/// <summary>The mails that the sandbox took, the newest <see cref="Kept"/> of them.</summary>
public sealed class CaughtMails(TimeProvider time)
{
    /// <summary>How many are kept; older ones are forgotten.</summary>
    public const int Kept = 500;

    private readonly Lock _gate = new();
    private readonly Queue<CaughtMail> _mails = new();
    private int _last;

    /// <summary>Keeps a mail.</summary>
    public void Add(string from, IReadOnlyList<string> to, string raw)
    {
        lock (_gate)
        {
            _mails.Enqueue(new CaughtMail(++_last, time.GetUtcNow(), from, to, raw));
            if (_mails.Count > Kept)
            {
                _mails.Dequeue();
            }
        }
    }

    /// <summary>What is kept, newest first.</summary>
    public IReadOnlyList<CaughtMail> List()
    {
        lock (_gate)
        {
            return [.. _mails.Reverse()];
        }
    }

    /// <summary>The mail of that number, or null when it never came or is forgotten.</summary>
    public CaughtMail? Find(int number)
    {
        lock (_gate)
        {
            return _mails.FirstOrDefault(mail => mail.Number == number);
        }
    }
}
