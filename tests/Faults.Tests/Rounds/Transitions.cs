namespace Faults.Tests.Rounds;

/// <summary>The transitions that a promotion may make, as the life of a promotion is documented; written down again here, so that the product's own table is not what it is held against.</summary>
internal static class Transitions
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        [string.Empty] = ["IN_PROGRESS", "PENDING_PEER_REVIEW"],
        ["IN_PROGRESS"] = ["COMPLETED", "FAILED", "WITHDRAWN"],
        ["COMPLETED"] = ["TEST_DEPLOYING", "PENDING_PEER_REVIEW", "WITHDRAWN"],
        ["TEST_DEPLOYING"] = ["TEST_DEPLOYED", "TEST_DEPLOY_FAILED", "PENDING_PACK_ASSIGNMENT"],
        ["TEST_DEPLOY_FAILED"] = ["TEST_DEPLOYING", "TEST_CANCELLED"],
        ["PENDING_PACK_ASSIGNMENT"] = ["TEST_DEPLOYED", "TEST_CANCELLED"],
        ["TEST_DEPLOYED"] = ["TEST_CANCELLED"],
        ["PENDING_PEER_REVIEW"] = ["PENDING_ADMIN_REVIEW", "PEER_REJECTED", "WITHDRAWN"],
        ["PENDING_ADMIN_REVIEW"] = ["ADMIN_APPROVED", "ADMIN_REJECTED", "WITHDRAWN"],
        ["ADMIN_APPROVED"] = ["DEPLOYED", "ADMIN_REJECTED", "WITHDRAWN"],
    };

    // Which calls may bring a promotion to a status; a run's own end is told under the name of the action that began it.
    private static readonly Dictionary<string, string[]> Acts = new(StringComparer.Ordinal)
    {
        ["IN_PROGRESS"] = ["executePromotion"],
        ["COMPLETED"] = ["executePromotion"],
        ["FAILED"] = ["executePromotion"],
        ["TEST_DEPLOYING"] = ["packageAndDeploy"],
        ["TEST_DEPLOYED"] = ["packageAndDeploy"],
        ["TEST_DEPLOY_FAILED"] = ["packageAndDeploy"],
        ["PENDING_PACK_ASSIGNMENT"] = ["packageAndDeploy"],
        ["TEST_CANCELLED"] = ["cancelTestDeployment"],
        ["PENDING_PEER_REVIEW"] = ["submitForReview"],
        ["PENDING_ADMIN_REVIEW"] = ["submitPeerReview"],
        ["PEER_REJECTED"] = ["submitPeerReview"],
        ["ADMIN_APPROVED"] = ["submitAdminReview", "packageAndDeploy"],
        ["ADMIN_REJECTED"] = ["submitAdminReview"],
        ["DEPLOYED"] = ["packageAndDeploy"],
        ["WITHDRAWN"] = ["withdrawPromotion"],
    };

    /// <summary>Whether the table has the row; an entry that notes something without a change of status is none.</summary>
    public static bool IsAllowed(string before, string after) => before == after || (Allowed.TryGetValue(before, out var targets) && targets.Contains(after, StringComparer.Ordinal));

    /// <summary>Whether <paramref name="call"/> may lead to <paramref name="status"/>.</summary>
    public static bool MayCause(CalledAct call, string status) =>
        Acts.TryGetValue(status, out var actions)
        && actions.Contains(call.Action, StringComparer.Ordinal)
        && (call.Action is not ("submitPeerReview" or "submitAdminReview") || CausedBy(call) == status);

    /// <summary>What a call that succeeded has brought about, by its action and its answer's or request's words; empty where the answer leaves it open.</summary>
    public static string CausedBy(CalledAct call) => call.Action switch
    {
        "executePromotion" => "COMPLETED",
        "withdrawPromotion" => "WITHDRAWN",
        "cancelTestDeployment" => "TEST_CANCELLED",
        "submitForReview" => string.Empty,
        "submitPeerReview" => call.Body.Contains("APPROVED", StringComparison.Ordinal) ? "PENDING_ADMIN_REVIEW" : "PEER_REJECTED",
        "submitAdminReview" => call.Body.Contains("APPROVED", StringComparison.Ordinal) ? "ADMIN_APPROVED" : "ADMIN_REJECTED",
        "packageAndDeploy" when call.Answer.Flag("needsPackAssignment") => "PENDING_PACK_ASSIGNMENT",
        "packageAndDeploy" => call.Answer.Field("deploymentTarget") == "TEST" ? "TEST_DEPLOYED" : "DEPLOYED",
        _ => string.Empty,
    };
}
