using System.Security.Claims;

namespace FlowServiceHost.Identity.SignIn;

/// <summary>A signed-in person as the session cookie holds them, and back.</summary>
public static class SessionClaims
{
    /// <summary>Name of the authentication scheme of sessions.</summary>
    public const string Scheme = "Session";

    private const string Subject = "sub";
    private const string Email = "email";
    private const string Name = "name";
    private const string Group = "group";

    /// <summary>The person of a session; null when nobody is signed in.</summary>
    public static UserCredential? PersonOf(ClaimsPrincipal? principal)
    {
        if (principal?.Identity is not { IsAuthenticated: true, AuthenticationType: Scheme } || principal.FindFirstValue(Subject) is not { Length: > 0 } subject)
        {
            return null;
        }

        var emails = principal.FindAll(Email).Select(claim => claim.Value).ToList();
        return new UserCredential(
            subject,
            emails.FirstOrDefault() ?? string.Empty,
            emails.ToHashSet(StringComparer.Ordinal),
            principal.FindFirstValue(Name) ?? string.Empty,
            [.. principal.FindAll(Group).Select(claim => claim.Value)]);
    }

    internal static ClaimsPrincipal Of(UserCredential person)
    {
        var emails = person.Emails.OrderByDescending(email => string.Equals(email, person.Email, StringComparison.Ordinal)).Select(email => new Claim(Email, email));
        var groups = person.Groups.Select(group => new Claim(Group, group));
        return new ClaimsPrincipal(new ClaimsIdentity([new Claim(Subject, person.Subject), new Claim(Name, person.Name), .. emails, .. groups], Scheme, Name, Group));
    }
}
