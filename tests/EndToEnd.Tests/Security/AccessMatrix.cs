namespace EndToEnd.Tests.Security;

/// <summary>
/// Who gets which answer from which action, on whose object. Written down from the contract, not computed: a change here is a change of who may do what.
/// <code>
/// nobody   no credentials                                  bob     contributor of the teams A and B, started B1
/// rita     in no tier group, but in team A                 carol   admin, started C1
/// guest    contributor without a grant (via the connector) dan     admin, and contributor; a party to nothing
/// alice    contributor of team A, started A1               flow    the trusted connector that speaks for alice and sends no groups; all accounts are set for it
/// </code>
/// Objects: A, B = the dev accounts of the teams; A1, B1, C1 = withdrawn promotions of A by alice, of B by bob, of A by carol; none = an ID that does not exist.
/// Withdrawn ones, so that whoever gets past the checks of access is stopped by the status and nothing changes.
/// </summary>
internal static class AccessMatrix
{
    private const string Codes = """
        ok      success
        401     no or bad credentials (HTTP)
        TIER    INSUFFICIENT_TIER
        NOGRANT UNAUTHORIZED_ACCOUNT_ACCESS
        UNAUTH  UNAUTHORIZED
        HIDDEN  PROMOTION_NOT_FOUND
        STATUS  INVALID_PROMOTION_STATUS
        STATE   INVALID_REVIEW_STATE
        OWNER   NOT_PROMOTION_INITIATOR
        SELF-R  SELF_REVIEW_NOT_ALLOWED
        SELF-A  SELF_APPROVAL_NOT_ALLOWED
        NOTDONE PROMOTION_NOT_COMPLETED
        NOACC   ACCOUNT_NOT_FOUND
        NOCOMP  COMPONENT_NOT_FOUND
        NOREL   RELEASE_NOT_FOUND
        NOEXT   EXTENSION_NOT_FOUND
        RDONLY  MAP_EXTENSION_READONLY
        EMPTY   SCRIPT_EMPTY
        INVALID INVALID_REQUEST
        """;

    private const string Table = """
        action                    object  nobody  rita    guest   alice   bob     carol   dan     flow
        getDevAccounts            -       401     TIER    ok      ok      ok      ok      ok      UNAUTH
        listDevPackages           A       401     TIER    NOGRANT ok      ok      ok      ok      ok
        listDevPackages           B       401     TIER    NOGRANT NOGRANT ok      ok      ok      ok
        listDevPackages           none    401     TIER    NOGRANT NOGRANT NOGRANT NOACC   NOACC   NOGRANT
        resolveDependencies       A       401     TIER    NOGRANT ok      ok      ok      ok      ok
        resolveDependencies       B       401     TIER    NOGRANT NOGRANT NOCOMP  NOCOMP  NOCOMP  NOCOMP
        executePromotion          A       401     TIER    NOGRANT ok      ok      ok      ok      ok
        executePromotion          B       401     TIER    NOGRANT NOGRANT *       *       *       *
        executePromotion          none    401     TIER    NOGRANT NOGRANT NOGRANT NOACC   NOACC   NOGRANT
        packageAndDeploy TEST     A1      401     TIER    HIDDEN  NOTDONE NOTDONE NOTDONE NOTDONE NOTDONE
        packageAndDeploy TEST     B1      401     TIER    HIDDEN  HIDDEN  NOTDONE NOTDONE NOTDONE NOTDONE
        packageAndDeploy TEST     none    401     TIER    HIDDEN  HIDDEN  HIDDEN  HIDDEN  HIDDEN  HIDDEN
        packageAndDeploy PROD     A1      401     TIER    TIER    TIER    TIER    NOTDONE NOTDONE TIER
        packageAndDeploy PROD     C1      401     TIER    TIER    TIER    TIER    SELF-A  NOTDONE TIER
        packageAndDeploy PROD     none    401     TIER    TIER    TIER    TIER    HIDDEN  HIDDEN  TIER
        queryStatus               -       401     TIER    ok      ok      ok      ok      ok      ok
        queryPeerReviewQueue      -       401     TIER    ok      ok      ok      ok      ok      ok
        submitPeerReview          A1      401     TIER    HIDDEN  SELF-R  STATE   STATE   STATE   TIER
        submitPeerReview          B1      401     TIER    HIDDEN  HIDDEN  SELF-R  STATE   STATE   TIER
        submitPeerReview          C1      401     TIER    HIDDEN  STATE   STATE   SELF-R  STATE   TIER
        submitPeerReview          none    401     TIER    HIDDEN  HIDDEN  HIDDEN  HIDDEN  HIDDEN  TIER
        queryTestDeployments      -       401     TIER    ok      ok      ok      ok      ok      ok
        cancelTestDeployment      A1      401     TIER    HIDDEN  STATUS  OWNER   STATUS  STATUS  STATUS
        cancelTestDeployment      B1      401     TIER    HIDDEN  HIDDEN  STATUS  STATUS  STATUS  OWNER
        cancelTestDeployment      none    401     TIER    HIDDEN  HIDDEN  HIDDEN  HIDDEN  HIDDEN  HIDDEN
        withdrawPromotion         A1      401     TIER    HIDDEN  STATUS  OWNER   OWNER   OWNER   STATUS
        withdrawPromotion         B1      401     TIER    HIDDEN  HIDDEN  STATUS  OWNER   OWNER   OWNER
        withdrawPromotion         C1      401     TIER    HIDDEN  OWNER   OWNER   STATUS  OWNER   OWNER
        withdrawPromotion         none    401     TIER    HIDDEN  HIDDEN  HIDDEN  HIDDEN  HIDDEN  HIDDEN
        manageMappings query      A       401     TIER    ok      ok      ok      ok      ok      ok
        manageMappings update     A       401     TIER    TIER    TIER    TIER    NOCOMP  NOCOMP  TIER
        manageMappings delete     A       401     TIER    TIER    TIER    TIER    NOCOMP  NOCOMP  TIER
        generateComponentDiff     A1      401     TIER    HIDDEN  NOCOMP  NOCOMP  NOCOMP  NOCOMP  NOCOMP
        generateComponentDiff     B1      401     TIER    HIDDEN  HIDDEN  NOCOMP  NOCOMP  NOCOMP  NOCOMP
        generateComponentDiff     none    401     TIER    HIDDEN  HIDDEN  HIDDEN  HIDDEN  HIDDEN  HIDDEN
        listIntegrationPacks      -       401     TIER    ok      ok      ok      ok      ok      ok
        listClientAccounts        -       401     ok      ok      ok      ok      ok      ok      UNAUTH
        getExtensions             none    401     *       *       NOEXT   NOEXT   NOEXT   NOEXT   *
        updateExtensions          none    401     *       *       NOEXT   NOEXT   NOEXT   NOEXT   *
        copyExtensionsTestToProd  none    401     UNAUTH  UNAUTH  UNAUTH  UNAUTH  NOEXT   NOEXT   UNAUTH
        updateMapExtension        none    401     RDONLY  RDONLY  RDONLY  RDONLY  RDONLY  RDONLY  RDONLY
        checkReleaseStatus        A1      401     TIER    HIDDEN  NOREL   NOREL   NOREL   NOREL   NOREL
        checkReleaseStatus        B1      401     TIER    HIDDEN  HIDDEN  NOREL   NOREL   NOREL   NOREL
        validateScript            -       401     *       EMPTY   EMPTY   EMPTY   EMPTY   EMPTY   EMPTY
        getPromotionProgress      A1      401     TIER    HIDDEN  ok      ok      ok      ok      ok
        getPromotionProgress      B1      401     TIER    HIDDEN  HIDDEN  ok      ok      ok      ok
        getPromotionProgress      none    401     TIER    HIDDEN  HIDDEN  HIDDEN  HIDDEN  HIDDEN  HIDDEN
        manageAccess query        -       401     TIER    TIER    TIER    TIER    ok      ok      TIER
        manageAccess update       none    401     TIER    TIER    TIER    TIER    INVALID INVALID TIER
        manageAccess delete       none    401     TIER    TIER    TIER    TIER    INVALID INVALID TIER
        queryAudit                -       401     TIER    ok      ok      ok      ok      ok      ok
        rebuildExtensionCache     none    401     TIER    TIER    TIER    TIER    NOEXT   NOEXT   TIER
        restoreSession            -       401     TIER    ok      ok      ok      ok      ok      ok
        saveSession               -       401     TIER    ok      ok      ok      ok      ok      ok
        submitAdminReview         A1      401     TIER    TIER    TIER    TIER    STATE   STATE   TIER
        submitAdminReview         C1      401     TIER    TIER    TIER    TIER    SELF-A  STATE   TIER
        submitAdminReview         none    401     TIER    TIER    TIER    TIER    HIDDEN  HIDDEN  TIER
        submitForReview           A1      401     TIER    HIDDEN  STATUS  STATUS  STATUS  STATUS  STATUS
        submitForReview           B1      401     TIER    HIDDEN  HIDDEN  STATUS  STATUS  STATUS  STATUS
        submitForReview           none    401     TIER    HIDDEN  HIDDEN  HIDDEN  HIDDEN  HIDDEN  HIDDEN
        """;

    /// <summary>
    /// The rows and columns as cells. A star says that the contract leaves the answer to what the object is.
    /// </summary>
    public static IEnumerable<MatrixCell> Cells()
    {
        var codes = Lines(Codes).Select(line => line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ToDictionary(parts => parts[0], parts => parts[1].Split(' ')[0], StringComparer.Ordinal);
        var rows = Lines(Table).ToList();
        var people = rows[0][34..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var row in rows.Skip(1))
        {
            var action = row[..26].Trim().Split(' ');
            var expected = row[34..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var column = 0; column < people.Length; column++)
            {
                if (expected[column] != "*")
                {
                    yield return new MatrixCell(action[0], action.ElementAtOrDefault(1) ?? string.Empty, row[26..34].Trim(), people[column], codes[expected[column]]);
                }
            }
        }
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0);
}
