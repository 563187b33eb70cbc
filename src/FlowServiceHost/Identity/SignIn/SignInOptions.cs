using Microsoft.Extensions.Options;

namespace FlowServiceHost.Identity.SignIn;

/// <summary>How people sign in with a browser. Section <c>Identity:SignIn</c>; without a client ID there is no browser sign-in. The issuer is that of the user tokens.</summary>
public sealed class SignInOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Identity:SignIn";

    /// <summary>Our client ID at the issuer.</summary>
    public string ClientId { get; set; } = string.Empty;

    /// <summary>Our secret at the issuer; empty for a public client, which PKCE alone protects.</summary>
    public string ClientSecret { get; set; } = string.Empty;

    /// <summary>What is asked for besides <c>openid</c>.</summary>
    public string Scopes { get; set; } = "profile email";

    /// <summary>Address that browsers know this host by, for example <c>https://promotion.example.com</c>; empty takes that of each request.</summary>
    public string PublicAddress { get; set; } = string.Empty;

    /// <summary>Hours after which a person signs in anew; their groups are as old as that at most.</summary>
    public double SessionHours { get; set; } = 8;

    /// <summary>Whether cookies may travel over plain http; for development on loopback.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>Whether there is a browser sign-in.</summary>
    public bool IsOn => ClientId.Length > 0;

    /// <summary>Names everything that is wrong with the section.</summary>
    internal sealed class Validator(IOptions<IdentityOptions> identity) : IValidateOptions<SignInOptions>
    {
        public ValidateOptionsResult Validate(string? name, SignInOptions options)
        {
            if (!options.IsOn)
            {
                return ValidateOptionsResult.Success;
            }

            var problems = new List<string>();
            var tokens = identity.Value.Tokens;
            if (tokens.Issuer.Length == 0 || tokens.Jwks.Length > 0)
            {
                problems.Add("Identity:SignIn needs Identity:Tokens:Issuer, and its discovery document instead of Jwks.");
            }

            if (options.PublicAddress.Length > 0
                && (!Uri.TryCreate(options.PublicAddress, UriKind.Absolute, out var address)
                    || address.PathAndQuery != "/"
                    || !(address.Scheme == Uri.UriSchemeHttps || (options.AllowHttp && address is { IsLoopback: true, Scheme: "http" }))))
            {
                problems.Add("Identity:SignIn:PublicAddress must be an https address without a path (http is for loopback, with AllowHttp).");
            }

            if (options.SessionHours is not (> 0 and <= 24))
            {
                problems.Add("Identity:SignIn:SessionHours must be above 0 and at most 24.");
            }

            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }
    }
}
