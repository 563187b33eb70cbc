using System.Text.RegularExpressions;

namespace PromotionEngine.Notifications;

/// <summary>Which mail addresses are written to.</summary>
public static partial class MailAddresses
{
    private const int Longest = 254;

    /// <summary>
    /// Whether <paramref name="address"/> is a plain address. Quoted local parts, comments, addresses with names and line breaks are not: nothing that a mail
    /// server could read as more than one address.
    /// </summary>
    public static bool IsUsable(string address) => address.Length <= Longest && Plain().IsMatch(address);

    [GeneratedRegex(
        @"\A[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
