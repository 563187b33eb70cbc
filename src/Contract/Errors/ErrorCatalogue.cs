using System.Collections.Frozen;

namespace Contract.Errors;

/// <summary>Every error code once, with its meaning and the user's next step. Pages and documents about errors are made from it.</summary>
public static class ErrorCatalogue
{
    /// <summary>The entries in alphabetical order of their codes.</summary>
    public static IReadOnlyList<ErrorEntry> Entries { get; } =
    [
        new(ErrorCodes.AccountNotFound, "The account does not exist below the primary account, or is not active.", "Check the account ID, or ask an admin to link the account."),
        new(ErrorCodes.AlreadyReviewed, "A decision on this promotion is recorded already.", "Open the promotion to see who decided what."),
        new(ErrorCodes.ApiRateLimit, "Boomi is busy, or the account's request limit is used up, and the retries did not help.", "Wait a minute and try again.", Retryable: true),
        new(ErrorCodes.AuthFailed, "Boomi refused the service's own credentials.", "Tell the platform administrator: the service's API token or its privileges need attention."),
        new(ErrorCodes.BranchCreationTimeout, "The branch did not become ready in time.", "Try again; if it happens repeatedly, look at the branches of the production account.", Retryable: true),
        new(ErrorCodes.BranchLimitReached, "Every branch that the service may use is taken.", "Withdraw or cancel one of the promotions that the message names, then try again.", Retryable: true),
        new(ErrorCodes.BranchNotFound, "The branch does not exist, or is deleted.", "Ask for the diff by promotion: what was kept with it is answered."),
        new(ErrorCodes.ClientAccountNotFound, "None of the client accounts' environments could be found.", "Ask an admin to correct the environment IDs of the client accounts."),
        new(ErrorCodes.ComponentNotFound, "The component does not exist in that account, or is deleted.", "Check the component ID and the account."),
        new(ErrorCodes.ConnectionEditAdminOnly, "Connections may be edited by admins only.", "Ask an admin to change the connection."),
        new(ErrorCodes.CopyFailed, "The production environment refused the copied extensions.", "Read the message, correct what it names, and copy again."),
        new(ErrorCodes.DatahubError, "DataHub could not be read or written.", "Try again; if it goes on, tell the platform administrator.", Retryable: true),
        new(ErrorCodes.DependencyCycle, "Reserved: components that need each other are promoted together.", "Nothing to do."),
        new(ErrorCodes.DeploymentFailed, "The package could not be made, added to the pack or released.", "Read the message, correct what it names, and repeat the deployment: it goes on where it stopped."),
        new(ErrorCodes.ExtensionsChanged, "Somebody changed the extensions since you read them.", "Reload, look at the fields that the message names, and make your change again."),
        new(ErrorCodes.ExtensionNotFound, "The environment or the extended component is not known.", "Reload the account's environments; ask an admin to rebuild the access records."),
        new(ErrorCodes.GroovySecurityViolation, "The Groovy script reaches for something that scripts may not use.", "Remove what the errors name."),
        new(ErrorCodes.GroovySyntaxError, "The Groovy script does not compile.", "Correct the lines that the errors name."),
        new(ErrorCodes.HotfixJustificationRequired, "An emergency hotfix needs a written justification.", "Say why it cannot wait for a test deployment."),
        new(ErrorCodes.IdentityMismatch, "The request names somebody else than its credentials do.", "Leave out the field, or sign in as that person."),
        new(ErrorCodes.InsufficientTier, "Your groups do not allow this.", "Ask the access administrator for the group that the message names."),
        new(ErrorCodes.InternalError, "Something went wrong inside the service.", "Try again; when reporting it, give the correlation ID."),
        new(ErrorCodes.InvalidDeploymentTarget, "The deployment target is neither TEST nor PRODUCTION, or does not suit this promotion.", "Choose the target that the message names."),
        new(ErrorCodes.InvalidLanguage, "The script's language is neither GROOVY nor JAVASCRIPT.", "Name the language."),
        new(ErrorCodes.InvalidPromotionStatus, "The promotion's status does not allow this.", "Reload the promotion and see what its status allows."),
        new(ErrorCodes.InvalidRequest, "A field is missing or holds what it may not hold.", "Correct the fields that the message names."),
        new(ErrorCodes.InvalidReviewState, "The promotion does not await this decision.", "Reload the promotion and see its status."),
        new(ErrorCodes.JavascriptSecurityViolation, "The JavaScript reaches for something that scripts may not use.", "Remove what the errors name."),
        new(ErrorCodes.JavascriptSyntaxError, "The JavaScript does not parse as ECMAScript 5.", "Correct the lines that the errors name."),
        new(ErrorCodes.MapExtensionReadonly, "Editing map extensions is switched off.", "Copy them from test to production, or ask an admin to switch editing on."),
        new(ErrorCodes.MergeFailed, "Boomi could not merge the branch.", "Read the message; repeat the deployment, or reject and promote again."),
        new(ErrorCodes.MergeTimeout, "The merge did not finish in time.", "Repeat the deployment: it goes on where it stopped.", Retryable: true),
        new(ErrorCodes.MissingConnectionMappings, "Connections have no production counterpart yet.", "Ask an admin to seed the mappings that the message names."),
        new(ErrorCodes.NotImplemented, "This action is not built yet.", "Look at the change log for when it comes."),
        new(ErrorCodes.NotPromotionInitiator, "Only the person who started the promotion may do this.", "Ask that person, or an admin where the message says so."),
        new(ErrorCodes.PackAssignmentRequired, "No integration pack was named or wished for.", "Choose a pack and deploy again; nothing was done."),
        new(ErrorCodes.PromotionFailed, "At least one component could not be promoted; the branch was deleted.", "Read the results, correct the component that failed, and promote again."),
        new(ErrorCodes.PromotionInProgress, "A promotion of this development account is running.", "Wait until it is done, or withdraw it.", Retryable: true),
        new(ErrorCodes.PromotionNotCompleted, "The promotion is not at the point where it can be deployed so.", "See what the message says is missing."),
        new(ErrorCodes.PromotionNotFound, "There is no such promotion, or you may not see it.", "Check the promotion ID."),
        new(ErrorCodes.ReleaseNotFound, "The promotion has no release of that kind.", "Deploy it first."),
        new(ErrorCodes.ScriptEmpty, "The script is empty.", "Write a script."),
        new(ErrorCodes.ScriptTooLarge, "The script is longer than 10,240 bytes.", "Shorten it."),
        new(ErrorCodes.SelfApprovalNotAllowed, "Nobody approves or deploys their own promotion.", "Ask another admin."),
        new(ErrorCodes.SelfReviewNotAllowed, "Nobody reviews their own promotion.", "Ask another contributor."),
        new(ErrorCodes.StalePromotion, "Production changed since the promotion was made.", "Promote again, or let an admin override after looking at what changed."),
        new(ErrorCodes.TestDeployFailed, "The deployment to test failed.", "Read the message, correct what it names, and repeat: it goes on where it stopped."),
        new(ErrorCodes.TestPromotionNotFound, "The tested promotion does not exist.", "Check the ID of the tested promotion."),
        new(ErrorCodes.Unauthorized, "The request names no groups, or the caller may not do this.", "Sign in again; if it stays, ask for access."),
        new(ErrorCodes.UnauthorizedAccountAccess, "Your groups have no access to that development account.", "Ask an admin to grant one of your groups access."),
        new(ErrorCodes.UnauthorizedExtensionEdit, "Your groups may not edit this extension.", "Ask an admin, or the team that owns the component."),
        new(ErrorCodes.ValidationInternalError, "The script could not be checked.", "Try again; if it stays, tell the operator what the message says is missing."),
    ];

    private static readonly FrozenDictionary<string, ErrorEntry> ByCode = Entries.ToFrozenDictionary(entry => entry.Code, StringComparer.Ordinal);

    /// <summary>The entry of <paramref name="code"/>, or null when there is no such code.</summary>
    public static ErrorEntry? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>Whether an answer with <paramref name="code"/> may change when the same request is repeated.</summary>
    public static bool IsRetryable(string code) => Find(code)?.Retryable ?? false;
}
