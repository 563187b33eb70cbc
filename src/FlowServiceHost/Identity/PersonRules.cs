using System.Collections.Frozen;

namespace FlowServiceHost.Identity;

/// <summary>
/// The exceptions to "the rules stand beside the fields": which actions need a person's name from a connector although their fields are optional,
/// because with a user token the token says it. Where it depends on the promotion's status (mode 4 of packageAndDeploy), the engine decides.
/// </summary>
internal static class PersonRules
{
    private static readonly PersonRule UserEmail = new(["userEmail"]);

    /// <summary>The rules by the name of the action.</summary>
    public static FrozenDictionary<string, PersonRule> ByAction { get; } = new Dictionary<string, PersonRule>(StringComparer.Ordinal)
    {
        ["executePromotion"] = new(["promotionMetadata.requestedBy", "userEmail"]),
        ["packageAndDeploy"] = new(["adminEmail"], "deploymentTarget", ["PRODUCTION"], IsDecision: true),
        ["submitPeerReview"] = new([], IsDecision: true),
        ["submitAdminReview"] = new(["adminEmail"], IsDecision: true),
        ["manageMappings"] = new(["userEmail"], "action", ["update", "delete"]),
        ["cancelTestDeployment"] = UserEmail,
        ["submitForReview"] = UserEmail,
        ["saveSession"] = UserEmail,
        ["restoreSession"] = UserEmail,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
