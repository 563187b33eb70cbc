namespace Contract.Errors;

/// <summary>The words that travel in <c>errorCode</c>. What each means to a person is in <see cref="ErrorCatalogue"/>.</summary>
public static class ErrorCodes
{
    /// <summary>The account does not exist below the primary account, or is not active.</summary>
    public const string AccountNotFound = "ACCOUNT_NOT_FOUND";

    /// <summary>A decision on this promotion is recorded already.</summary>
    public const string AlreadyReviewed = "ALREADY_REVIEWED";

    /// <summary>Boomi is busy, or the account's request limit is used up, and the retries did not help.</summary>
    public const string ApiRateLimit = "API_RATE_LIMIT";

    /// <summary>Boomi refused the service's own credentials.</summary>
    public const string AuthFailed = "AUTH_FAILED";

    /// <summary>The branch did not become ready in time.</summary>
    public const string BranchCreationTimeout = "BRANCH_CREATION_TIMEOUT";

    /// <summary>Every branch that the service may use is taken.</summary>
    public const string BranchLimitReached = "BRANCH_LIMIT_REACHED";

    /// <summary>The branch does not exist, or is deleted.</summary>
    public const string BranchNotFound = "BRANCH_NOT_FOUND";

    /// <summary>None of the client accounts' environments could be found.</summary>
    public const string ClientAccountNotFound = "CLIENT_ACCOUNT_NOT_FOUND";

    /// <summary>The component does not exist in that account, or is deleted.</summary>
    public const string ComponentNotFound = "COMPONENT_NOT_FOUND";

    /// <summary>Connections may be edited by admins only.</summary>
    public const string ConnectionEditAdminOnly = "CONNECTION_EDIT_ADMIN_ONLY";

    /// <summary>The production environment refused the copied extensions.</summary>
    public const string CopyFailed = "COPY_FAILED";

    /// <summary>DataHub could not be read or written.</summary>
    public const string DatahubError = "DATAHUB_ERROR";

    /// <summary>Reserved: components that need each other are promoted together.</summary>
    public const string DependencyCycle = "DEPENDENCY_CYCLE";

    /// <summary>The package could not be made, added to the pack or released.</summary>
    public const string DeploymentFailed = "DEPLOYMENT_FAILED";

    /// <summary>Somebody changed the extensions since you read them.</summary>
    public const string ExtensionsChanged = "EXTENSIONS_CHANGED";

    /// <summary>The environment or the extended component is not known.</summary>
    public const string ExtensionNotFound = "EXTENSION_NOT_FOUND";

    /// <summary>The Groovy script reaches for something that scripts may not use.</summary>
    public const string GroovySecurityViolation = "GROOVY_SECURITY_VIOLATION";

    /// <summary>The Groovy script does not compile.</summary>
    public const string GroovySyntaxError = "GROOVY_SYNTAX_ERROR";

    /// <summary>An emergency hotfix needs a written justification.</summary>
    public const string HotfixJustificationRequired = "HOTFIX_JUSTIFICATION_REQUIRED";

    /// <summary>The request names somebody else than its credentials do.</summary>
    public const string IdentityMismatch = "IDENTITY_MISMATCH";

    /// <summary>Your groups do not allow this.</summary>
    public const string InsufficientTier = "INSUFFICIENT_TIER";

    /// <summary>Something went wrong inside the service.</summary>
    public const string InternalError = "INTERNAL_ERROR";

    /// <summary>The deployment target is neither TEST nor PRODUCTION, or does not suit this promotion.</summary>
    public const string InvalidDeploymentTarget = "INVALID_DEPLOYMENT_TARGET";

    /// <summary>The script's language is neither GROOVY nor JAVASCRIPT.</summary>
    public const string InvalidLanguage = "INVALID_LANGUAGE";

    /// <summary>The promotion's status does not allow this.</summary>
    public const string InvalidPromotionStatus = "INVALID_PROMOTION_STATUS";

    /// <summary>A field is missing or holds what it may not hold.</summary>
    public const string InvalidRequest = "INVALID_REQUEST";

    /// <summary>The promotion does not await this decision.</summary>
    public const string InvalidReviewState = "INVALID_REVIEW_STATE";

    /// <summary>The JavaScript reaches for something that scripts may not use.</summary>
    public const string JavascriptSecurityViolation = "JAVASCRIPT_SECURITY_VIOLATION";

    /// <summary>The JavaScript does not parse as ECMAScript 5.</summary>
    public const string JavascriptSyntaxError = "JAVASCRIPT_SYNTAX_ERROR";

    /// <summary>Editing map extensions is switched off.</summary>
    public const string MapExtensionReadonly = "MAP_EXTENSION_READONLY";

    /// <summary>Boomi could not merge the branch.</summary>
    public const string MergeFailed = "MERGE_FAILED";

    /// <summary>The merge did not finish in time.</summary>
    public const string MergeTimeout = "MERGE_TIMEOUT";

    /// <summary>Connections have no production counterpart yet.</summary>
    public const string MissingConnectionMappings = "MISSING_CONNECTION_MAPPINGS";

    /// <summary>This action is not built yet.</summary>
    public const string NotImplemented = "NOT_IMPLEMENTED";

    /// <summary>Only the person who started the promotion may do this.</summary>
    public const string NotPromotionInitiator = "NOT_PROMOTION_INITIATOR";

    /// <summary>No integration pack was named or wished for.</summary>
    public const string PackAssignmentRequired = "PACK_ASSIGNMENT_REQUIRED";

    /// <summary>At least one component could not be promoted; the branch was deleted.</summary>
    public const string PromotionFailed = "PROMOTION_FAILED";

    /// <summary>A promotion of this development account is running.</summary>
    public const string PromotionInProgress = "PROMOTION_IN_PROGRESS";

    /// <summary>The promotion is not at the point where it can be deployed so.</summary>
    public const string PromotionNotCompleted = "PROMOTION_NOT_COMPLETED";

    /// <summary>There is no such promotion, or you may not see it.</summary>
    public const string PromotionNotFound = "PROMOTION_NOT_FOUND";

    /// <summary>The promotion has no release of that kind.</summary>
    public const string ReleaseNotFound = "RELEASE_NOT_FOUND";

    /// <summary>The script is empty.</summary>
    public const string ScriptEmpty = "SCRIPT_EMPTY";

    /// <summary>The script is longer than 10,240 bytes.</summary>
    public const string ScriptTooLarge = "SCRIPT_TOO_LARGE";

    /// <summary>Nobody approves or deploys their own promotion.</summary>
    public const string SelfApprovalNotAllowed = "SELF_APPROVAL_NOT_ALLOWED";

    /// <summary>Nobody reviews their own promotion.</summary>
    public const string SelfReviewNotAllowed = "SELF_REVIEW_NOT_ALLOWED";

    /// <summary>Production changed since the promotion was made.</summary>
    public const string StalePromotion = "STALE_PROMOTION";

    /// <summary>The deployment to test failed.</summary>
    public const string TestDeployFailed = "TEST_DEPLOY_FAILED";

    /// <summary>The tested promotion does not exist.</summary>
    public const string TestPromotionNotFound = "TEST_PROMOTION_NOT_FOUND";

    /// <summary>The request names no groups, or the caller may not do this.</summary>
    public const string Unauthorized = "UNAUTHORIZED";

    /// <summary>Your groups have no access to that development account.</summary>
    public const string UnauthorizedAccountAccess = "UNAUTHORIZED_ACCOUNT_ACCESS";

    /// <summary>Your groups may not edit this extension.</summary>
    public const string UnauthorizedExtensionEdit = "UNAUTHORIZED_EXTENSION_EDIT";

    /// <summary>The script could not be checked.</summary>
    public const string ValidationInternalError = "VALIDATION_INTERNAL_ERROR";
}
