namespace FlowServiceHost.Identity.SignIn;

/// <summary>Where a person is sent after signing in: a path of this host and nothing else, so that no link of ours leads to somebody else's site.</summary>
internal static class ReturnPath
{
    private const int Longest = 2_000;

    /// <summary><paramref name="wanted"/> when it is a harmless path, else the root.</summary>
    public static string Of(string? wanted) => IsLocal(wanted) ? wanted! : "/";

    private static bool IsLocal(string? path) =>
        path is { Length: > 0 and <= Longest }
        && path[0] == '/'
        && !(path.Length > 1 && path[1] is '/' or '\\')
        && path.All(character => character is > ' ' and < '\u007f' and not '\\');
}
