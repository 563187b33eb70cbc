namespace FlowServiceHost.Identity;

/// <summary>How e-mails are compared.</summary>
public static class Emails
{
    /// <summary>Trimmed, in invariant lower case.</summary>
    public static string Normalize(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return email.Trim().ToLowerInvariant();
    }
}
