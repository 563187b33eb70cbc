namespace Sandbox.Issuer;

/// <summary>The parameters with which a browser comes to choose a person.</summary>
internal sealed record AuthorizationRequest(string RedirectAddress, string State, string Nonce, string Challenge)
{
    private const int Longest = 500;

    /// <summary>The names under which the parameters travel.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields =>
    [
        new("response_type", "code"), new("client_id", DevelopmentIssuer.ClientId), new("redirect_uri", RedirectAddress), new("state", State), new("nonce", Nonce),
        new("code_challenge", Challenge), new("code_challenge_method", "S256"),
    ];

    /// <summary>Reads the parameters; null with the reason when one is missing or not what this issuer takes.</summary>
    public static (AuthorizationRequest? Request, string Problem) Read(Func<string, string> parameter)
    {
        var redirect = parameter("redirect_uri");
        if (!Uri.TryCreate(redirect, UriKind.Absolute, out var address) || !address.IsLoopback || address.AbsolutePath != "/sign-in/callback" || address.Query.Length > 0)
        {
            return (null, "redirect_uri must be /sign-in/callback of a host on this machine");
        }

        var problem = (parameter("response_type"), parameter("client_id"), parameter("code_challenge_method")) switch
        {
            (not "code", _, _) => "response_type must be code",
            (_, not DevelopmentIssuer.ClientId, _) => $"client_id must be {DevelopmentIssuer.ClientId}",
            (_, _, not "S256") => "code_challenge_method must be S256",
            _ => string.Empty,
        };
        var request = new AuthorizationRequest(redirect, parameter("state"), parameter("nonce"), parameter("code_challenge"));
        return new[] { request.State, request.Nonce, request.Challenge }.Any(text => text.Length is 0 or > Longest)
            ? (null, "state, nonce and code_challenge must be given")
            : (problem.Length == 0 ? request : null, problem);
    }
}
