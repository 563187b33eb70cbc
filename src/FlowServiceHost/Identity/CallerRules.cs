using Contract.Actions;
using Contract.Calls;
using Contract.Errors;
using FlowServiceHost.Actions;
using FlowServiceHost.Hosting;
using Caller = PromotionService.V1.FieldRules.Types.Caller;

namespace FlowServiceHost.Identity;

/// <summary>
/// Establishes who is calling, from the credentials and, as far as these allow it, from the body. With a user token the token says who it is, and a body that
/// says otherwise is refused; a connector is believed, provided that its body does not contradict itself and names a person where one is needed.
/// </summary>
public sealed class CallerRules(LiveOptions<IdentityOptions> options)
{
    /// <summary>Whether <paramref name="credential"/> says what a required field that names the caller would say.</summary>
    public static bool IsSatisfied(Credential credential, FieldDefinition field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return credential is UserCredential user && field.Caller switch
        {
            Caller.Email => user.Email.Length > 0,
            Caller.Name => user.Name.Length > 0,
            Caller.Groups => user.Groups.Count > 0,
            _ => false,
        };
    }

    /// <summary>Notes what a connector's body leaves out or contradicts. A user's body is held against the token in <see cref="Mismatch"/>.</summary>
    public static void CheckFields(Credential credential, ActionDefinition action, CallerFields fields, FieldProblems problems)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(problems);
        if (credential is not ConnectorCredential)
        {
            return;
        }

        var people = fields.Emails.DistinctBy(email => Identity.Emails.Normalize(email.Value), StringComparer.Ordinal).ToList();
        if (people.Count > 1)
        {
            problems.Wrong(string.Join(" and ", people.Select(email => email.Path)), "name different people; all of them must name the person who is calling");
        }

        if (PersonRules.ByAction.TryGetValue(action.Name, out var rule)
            && rule.Fields.Count > 0
            && Applies(rule, fields)
            && rule.Fields.All(path => fields.TextAt(path).Length == 0 && !problems.IsWrong(path)))
        {
            problems.Missing(string.Join(" or ", rule.Fields));
        }
    }

    /// <summary>Why the request must not be carried out for its caller: the body names somebody else than the token, or the settings want a token; null when nothing is wrong.</summary>
    public (string Code, string Message)? Mismatch(Credential credential, ActionDefinition action, CallerFields fields)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(fields);
        if (credential is not UserCredential user)
        {
            return options.Current.DecisionsNeedUserToken
                && PersonRules.ByAction.TryGetValue(action.Name, out var rule)
                && rule.IsDecision
                && MayDecide(rule, fields)
                ? (ErrorCodes.Unauthorized, $"This service takes {action.Name} with a user token only, not from a connector that speaks for somebody.")
                : null;
        }

        var sentences = fields.Emails
            .Where(email => !user.Emails.Contains(Identity.Emails.Normalize(email.Value)))
            .Select(email => $"{email.Path} is {FieldReader.Quoted(email.Value)}, but the token is {(user.Email.Length > 0 ? user.Email : "without an e-mail")}.")
            .Concat(fields.Groups
                .Where(group => !user.Groups.Contains(group.Value, StringComparer.Ordinal))
                .Select(group => $"{group.Path} names {FieldReader.Quoted(group.Value)}, a group that the token does not hold."))
            .Take(FieldProblems.MostNamed)
            .ToList();
        return sentences.Count > 0
            ? (ErrorCodes.IdentityMismatch, $"{string.Join(' ', sentences)} Leave the field out, or sign in as that person.")
            : null;
    }

    /// <summary>The caller that the engine is told of; fills the fields of a user's request from the token.</summary>
    public static CallerIdentity Establish(Credential credential, CallerFields fields, string clientAddress, string correlationId)
    {
        ArgumentNullException.ThrowIfNull(fields);
        switch (credential)
        {
            case UserCredential user:
                fields.Fill(user);
                return new CallerIdentity
                {
                    Kind = CallerKind.User,
                    Subject = user.Subject,
                    Email = user.Email,
                    Name = user.Name,
                    Groups = user.Groups,
                    ClientAddress = clientAddress,
                    CorrelationId = correlationId,
                };
            case ConnectorCredential connector:
                return new CallerIdentity
                {
                    Kind = CallerKind.Connector,
                    Email = Identity.Emails.Normalize(fields.Emails.Select(email => email.Value).FirstOrDefault(string.Empty)),
                    Name = fields.Names.Select(name => name.Value).FirstOrDefault(string.Empty),
                    Groups = [.. fields.Groups.Select(group => group.Value)],
                    Connector = connector.Name,
                    ConnectorTierCap = connector.Tier,
                    ConnectorDevAccounts = connector.DevAccounts,
                    ClientAddress = clientAddress,
                    CorrelationId = correlationId,
                };
            default:
                throw new ArgumentException($"Unknown credential {credential?.GetType().Name}.", nameof(credential));
        }
    }

    // A field that is left out is taken from the promotion, which only the engine knows: it may turn out to be a decision.
    private static bool MayDecide(PersonRule rule, CallerFields fields) =>
        Applies(rule, fields) || (rule.WhenField is { } field && fields.TextAt(field).Length == 0);

    private static bool Applies(PersonRule rule, CallerFields fields) =>
        rule.WhenField is null || rule.WhenWords!.Contains(fields.TextAt(rule.WhenField), StringComparer.Ordinal);
}
