using System.Net.Http.Headers;

namespace PromotionEngine.Boomi;

/// <summary>The Basic credentials of one of Boomi's APIs as they are at this moment: a token that is changed in the settings counts from the next request on.</summary>
/// <param name="read">Reads user and token.</param>
internal sealed class BoomiCredentials(Func<(string User, string Token)> read)
{
    private volatile Pair? _last;

    /// <summary>The value of the Authorization header.</summary>
    public AuthenticationHeaderValue Header => Current().Header;

    /// <summary><paramref name="text"/> without the token, in case the other side repeats it.</summary>
    public string Hide(string text)
    {
        var pair = Current();
        return ForeignText.Hide(text, [pair.Token, pair.Header.Parameter!]);
    }

    private Pair Current()
    {
        var (user, token) = read();
        var last = _last;
        return last is not null && string.Equals(last.User, user, StringComparison.Ordinal) && string.Equals(last.Token, token, StringComparison.Ordinal)
            ? last
            : _last = new Pair(user, token, BoomiExchange.Basic(user, token));
    }

    private sealed record Pair(string User, string Token, AuthenticationHeaderValue Header);
}
