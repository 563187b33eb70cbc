namespace Architecture.Tests;

/// <summary>The behaviour that the users' adoption guide promises, claim by claim in the guide's order.</summary>
/// <remarks>
/// Not in the list is what the guide says of pages alone: they are not built, and the service has no part in it. These are that a single account selects
/// itself, which page a button is on, that dashboards are bookmarked, that a pack can be chosen anew before anything is submitted, and that the details of an
/// error fold out. How long a promotion takes is measured on another page, not promised by a test.
/// </remarks>
internal static class GuideClaims
{
    /// <summary>The claims.</summary>
    public static IReadOnlyList<GuideClaim> All { get; } =
    [
        // What the dashboard gives you
        new("promote on your schedule. No queue. No waiting.", "PromotionEngine.Tests", "ExecutePromotion_MainPackage_IsCompletedHereAndInDataHub"),
        new("one master component in production, updated in-place each time", "PromotionEngine.Tests", "NewPromotion_AfterTheEarlierOneWentToProduction_UpdatesInPlaceAndEndsTheTestDeploymentQuietly"),
        new("No more orphaned copies", "PromotionEngine.Tests", "PackageAndDeploy_TestFixTestProduction_LeavesOneComponentAndOneEntryEach"),
        new("deploy to a test environment with zero reviews required", "PromotionEngine.Tests", "PackageAndDeploy_ToTestWithANewPack_PackagesFromTheBranchAndReleases"),
        new("see exactly what changed at the XML level before anyone approves", "PromotionEngine.Tests", "Diff_OfAComponentThatMainHas_ShowsWhatChangesAndNothingSecret"),
        new("every promotion is logged with who, what, when", "PromotionEngine.Tests", "QueryAudit_AfterAPromotionAndItsWithdrawal_TellsEveryTransitionNewestFirst"),
        new("which components", "PromotionEngine.Tests", "ExecutePromotion_MainPackage_IsCompletedHereAndInDataHub"),
        new("who reviewed it, and what was approved", "PromotionEngine.Tests", "FromTestToApproval_PassesTheBranchAndTellsEverybody"),
        new("Emergency hotfixes include mandatory written justifications", "PromotionEngine.Tests", "Emergency_GoesToReviewAsAHotfixAndNowhereElse"),
        new("hotfixes skip test deployment but still require peer review and admin approval", "PromotionEngine.Tests", "Hotfix_SkipsTheTestAndNothingElse"),
        new("you're kept informed at each handoff point", "PromotionEngine.Tests", "Acts_PutTheMailsOfTheTableIntoTheOutbox"),

        // How it works
        new("Pick Package … Live", "EndToEnd.Tests", "Walk_Pasted_PrintsWhatThePageSays"),
        new("Browse your dev account's packaged processes", "PromotionEngine.Tests", "ListDevPackages_EveryPage_NewestFirstWithNames"),
        new("walks your process's full dependency tree", "PromotionEngine.Tests", "ResolveDependencies_MainPackage_IsTheManifestInOrder"),
        new("what's new vs. what already exists in production", "PromotionEngine.Tests", "PackageAndDeploy_ApprovedToProduction_MergesPackagesReleasesAndMaps"),
        new("copied to a temporary staging branch … not to main", "PromotionEngine.Tests", "ExecutePromotion_MainPackage_StandsOnTheBranchWithoutDevIdsAndSecrets"),
        new("Nothing in production changes yet", "PromotionEngine.Tests", "PackageAndDeploy_ToTestWithANewPack_PackagesFromTheBranchAndReleases"),
        new("Automated validation only — no manual approval gates", "PromotionEngine.Tests", "DeployToTest_ABranchThatDoesNotHoldWhatWasPromoted_FailsNamingTheComponent"),
        new("any contributor who isn't you", "PromotionEngine.Tests", "WhoSubmittedFromTest_IsAParty"),
        new("reviews the diff", "PromotionEngine.Tests", "Diff_BySomebodyWhoMayNotSeeThePromotion_IsNotFoundUntilItAwaitsAPeer"),
        new("the deployment notes, and approves or rejects", "PromotionEngine.Tests", "FromTestToApproval_PassesTheBranchAndTellsEverybody"),
        new("pulls the trigger on the production deployment", "PromotionEngine.Tests", "PackageAndDeploy_InReview_NeedsAPeerAnotherAdminAndAPack"),
        new("merged to main, packaged, and deployed", "PromotionEngine.Tests", "PackageAndDeploy_ApprovedToProduction_MergesPackagesReleasesAndMaps"),
        new("You get an email with the deployment ID", "PromotionEngine.Tests", "Compose_ADeployment_GivesTheDeploymentIdAndThePack"),

        // Getting your team started
        new("your team group … controls which dev accounts you see", "PromotionEngine.Tests", "GetDevAccounts_ByTier_ListsGrantedActiveOnesByName"),
        new("linked in DataHub by an admin", "PromotionEngine.Tests", "ManageAccess_NewGrantAndItsDeletion_AreListedAndAudited"),
        new("package it in Boomi AtomSphere first", "PromotionEngine.Tests", "ExecutePromotion_RootNeverPackaged_SaysPackageItFirst"),
        new("Connection mappings seeded by your admin", "PromotionEngine.Tests", "ManageMappings_UpdateThenDelete_ChangesWhatPromotionsFind"),
        new("anyone on CONTRIBUTOR or ADMIN tier can review", "PromotionEngine.Tests", "PeerReviewerWhoIsAnAdmin_CannotApproveAsAdminToo"),
        new("\"Access Denied\" error or empty account list", "PromotionEngine.Tests", "GetDevAccounts_NoGroupsOrNoGrant_IsUnauthorizedOrEmpty"),
        new("ABC_BOOMI_FLOW_CONTRIBUTOR (dashboard access)", "EndToEnd.Tests", "Answer_IsTheOneOfTheMatrix"),

        // Your first promotion
        new("it's your existing SSO login", "EndToEnd.Tests", "Person_ChosenAtTheIssuer_IsSignedInAndOutAgain"),
        new("promotes what's in the package, not unsaved editor state", "PromotionEngine.Tests", "ExecutePromotion_OneComponentChangedAndPackagedAnew_IsExactlyOneUpdate"),
        new("marked as CREATE (new to production) or UPDATE", "PromotionEngine.Tests", "DependencyTree_BeforeThePromotion_MarksWhatIsNewUpdatedAndUnmapped"),
        new("If any connections show as UNMAPPED", "PromotionEngine.Tests", "DependencyTree_BeforeThePromotion_MarksWhatIsNewUpdatedAndUnmapped"),
        new("If any connections show as UNMAPPED, stop here", "PromotionEngine.Tests", "ExecutePromotion_UnmappedConnections_NamesAllAndBeginsNothing"),
        new("close the browser and come back", "PromotionEngine.Tests", "Promotion_WhoseCallerHangsUp_RunsToItsEnd"),
        new("your session will restore", "PromotionEngine.Tests", "RestoreSession_AfterSave_AnswersTheOwnersStateAndNobodyElses"),
        new("You'll see per-component results", "PromotionEngine.Tests", "GetPromotionProgress_OfEndedOnes_TellsResultsAndCalls"),
        new("select a test Integration Pack", "PromotionEngine.Tests", "PackageAndDeploy_Completed_RefusesWhatDoesNotSuitIt"),
        new("email when the test deployment completes", "PromotionEngine.Tests", "Acts_PutTheMailsOfTheTableIntoTheOutbox"),
        new("Production Readiness Queue … select your deployment", "PromotionEngine.Tests", "TestDeployments_AreFilteredAndShownStale"),
        new("Your submission goes to the peer review queue", "PromotionEngine.Tests", "FromTestToApproval_PassesTheBranchAndTellsEverybody"),
        new("You'll receive email updates at each step", "PromotionEngine.Tests", "Recipients_OfEachEvent_AreThoseOfTheTable"),

        // Key concepts
        new("a deployable bundle of one or more packages", "PromotionEngine.Tests", "PackageAndDeploy_PackWithOthers_KeepsThemAtTheirReleasedVersions"),
        new("a versioned snapshot of a single process", "PromotionEngine.Tests", "Packages_ListFindManifest_TellWhatWasFrozen"),
        new("finished product that gets installed: a release that fails on its way is released again", "PromotionEngine.Tests", "PackageAndDeploy_ProductionReleaseFailed_ReleasesAgainForAnotherAdminAlone"),
        new("named promo-{id}", "PromotionEngine.Tests", "ExecutePromotion_MainPackage_StandsOnTheBranchWithoutDevIdsAndSecrets"),
        new("This lets reviewers see exactly what changed", "PromotionEngine.Tests", "Diff_AfterTheDeploymentToProduction_IsTheCopyOfWhatWasApproved"),
        new("main is never touched until the admin approves", "PromotionEngine.Tests", "Acts_AtRandom_KeepWhatMustHold"),
        new("either merged to main on approval, or deleted on rejection", "PromotionEngine.Tests", "Rejection_DeletesTheBranchAndLeadsNowhereElse"),
        new("finds that mapping and updates the existing production component", "PromotionEngine.Tests", "NewPromotion_AfterTheEarlierOneWentToProduction_UpdatesInPlaceAndEndsTheTestDeploymentQuietly"),
        new("When a dev component is promoted for the first time, a new production component is created", "PromotionEngine.Tests", "PackageAndDeploy_ApprovedToProduction_MergesPackagesReleasesAndMaps"),
        new("no duplicates", "PromotionEngine.Tests", "PackageAndDeploy_ComponentsOfProductionVanished_AreReplacedInMainMappingAndPack"),
        new("Connections … are never promoted", "PromotionEngine.Tests", "ExecutePromotion_MainPackage_StandsOnTheBranchWithoutDevIdsAndSecrets"),
        new("environment-specific credentials that differ between dev and prod", "PromotionEngine.Tests", "ExecutePromotion_Update_KeepsWhatProductionHoldsAtTheStrippedPlaces"),
        new("pre-configures production connections once and creates mapping records", "PromotionEngine.Tests", "ManageMappings_UpdateThenDelete_ChangesWhatPromotionsFind"),
        new("automatically swaps the references", "PromotionEngine.Tests", "Apply_WholeTokenAnywhereButInAComment_IsReplaced"),
        new("Two separate humans, two separate decisions", "PromotionEngine.Tests", "DecideAsAdmin_ByThePeerReviewer_IsSelfApproval"),
        new("You cannot review your own submission at either stage", "PromotionEngine.Tests", "DecideAsPeer_ByAParty_IsSelfReviewInEveryStatus"),
        new("You cannot review your own submission at either stage", "PromotionEngine.Tests", "DecideAsAdmin_ByAParty_IsSelfApprovalInEveryStatus"),
        new("names ending in \"- TEST.\" … Production packs are everything else", "PromotionEngine.Tests", "List_ForEachPurpose_HasTheMultiPacksByName"),
        new("Deploying to test requires no approvals", "PromotionEngine.Tests", "Action_InEveryStatus_AnswersWhatIsWrittenDown"),

        // Frequently asked
        new("Access is controlled through groups", "PromotionEngine.Tests", "TierOf_Groups_IsTheHighestOfThem"),
        new("Self-review is blocked at … the API level", "FlowServiceHost.Tests", "Body_ThatNamesSomebodyElse_IsIdentityMismatch"),
        new("Self-review is blocked at the UI level: the queue that pages show lists nobody's own", "PromotionEngine.Tests", "Action_InEveryStatus_AnswersWhatIsWrittenDown"),
        new("Self-review is blocked at … the backend level", "PromotionEngine.Tests", "DecideAsPeer_ByAParty_IsSelfReviewInEveryStatus"),
        new("Do I have to deploy to test before production? The standard path requires it", "PromotionEngine.Tests", "Submission_OfWhatWasNotTested_SaysDeployToTestFirst"),
        new("The only exception is the Emergency Hotfix path", "PromotionEngine.Tests", "Hotfix_SkipsTheTestAndNothingElse"),
        new("Any user with the … ADMIN tier can approve", "PromotionEngine.Tests", "PeerReviewerWhoIsAnAdmin_CannotApproveAsAdminToo"),
        new("email goes to the full admin distribution list", "PromotionEngine.Tests", "Recipients_OfEachEvent_AreThoseOfTheTable"),
        new("account-level limit of 15 active branches", "PromotionEngine.Tests", "Execute_ForTwentyAccountsAtOnce_NeverMakesMoreThanFifteenBranches"),
        new("No per-user limit", "PromotionEngine.Tests", "Execute_ForTwentyAccountsAtOnce_NeverMakesMoreThanFifteenBranches"),
        new("Withdraw stale promotions to free up slots", "PromotionEngine.Tests", "BranchLimit_AfterWithdrawingOrCancelling_IsFreeAtOnce"),
        new("notified if my promotion is approved or rejected", "PromotionEngine.Tests", "PeerRejectionSupersessionAndExpiry_TellTheParties"),
        new("Withdraw the promotion …, fix your components in dev, re-package, and resubmit", "PromotionEngine.Tests", "WrongVersion_WithdrawnFixedAndResubmitted_GoesToProductionOnce"),
        new("lists everything currently in-flight with their statuses", "PromotionEngine.Tests", "QueryStatus_FiltersAndPages"),

        // When things go wrong
        new("The staging branch is deleted automatically", "PromotionEngine.Tests", "ExecutePromotion_OneComponentRefused_SkipsItsDependantsAndGoesOnWithTheRest"),
        new("Nothing changed in production. Zero cleanup needed … re-run from the Package Browser", "PromotionEngine.Tests", "FailedPromotion_OnceItsCauseIsGone_IsRunAgainWithoutAnyCleanup"),
        new("which component caused the failure and why", "PromotionEngine.Tests", "ExecutePromotion_HostileComponent_FailsByNameAndTheRestIsUndone"),
        new("email with the required rejection reason", "PromotionEngine.Tests", "Compose_AnEnd_GivesTheReason"),
        new("required rejection reason", "PromotionEngine.Tests", "Rejections_WithoutAReason_AreInvalidRequest"),
        new("Peer reviewer rejects … The branch is deleted", "PromotionEngine.Tests", "Rejection_DeletesTheBranchAndLeadsNowhereElse"),
        new("Both the peer approval and admin review are reset", "PromotionEngine.Tests", "AdminDenial_TheNextPromotion_StartsWithoutAnyApproval"),
        new("BRANCH_LIMIT_REACHED error before any work is done", "PromotionEngine.Tests", "ExecutePromotion_SlotsUsedUp_NamesTheHoldersBeforeAnyWork"),
        new("cancel a stale test deployment from Page 9", "PromotionEngine.Tests", "BranchLimit_AfterWithdrawingOrCancelling_IsFreeAtOnce"),
        new("This frees a branch slot immediately", "PromotionEngine.Tests", "BranchLimit_AfterWithdrawingOrCancelling_IsFreeAtOnce"),
        new("If it's already in review, withdraw and resubmit", "PromotionEngine.Tests", "Withdraw_InEveryStageOfTheReview_FreesTheBranch"),
        new("Production is only touched when an admin explicitly approves", "PromotionEngine.Tests", "PackageAndDeploy_TestDeployed_HasNoRoadToMainWithoutTwoApprovals"),
        new("Nothing … is permanent until an admin approves production deployment", "PromotionEngine.Tests", "Action_InEveryStatus_AnswersWhatIsWrittenDown"),
        new("main is safe", "PromotionEngine.Tests", "Main_ChangedAtEachMomentOfTheMerge_IsStaleOrToldOrKept"),

        // Support
        new("INSUFFICIENT_TIER error", "PromotionEngine.Tests", "Decisions_WithoutTheTier_AreInsufficientTierBeforeAnythingElse"),
        new("the connection name shown in the error and your dev account name", "PromotionEngine.Tests", "ExecutePromotion_UnmappedConnections_NamesAllAndBeginsNothing"),
        new("seed the mapping — this is a one-time setup per connection", "PromotionEngine.Tests", "ExecutePromotion_TheSamePackageAgain_WritesNoComponent"),
        new("AUTH_FAILED", "PromotionEngine.Tests", "ExecutePromotion_CredentialsRefusedFromTheStart_IsAuthFailedAndBeginsNothing"),
        new("DATAHUB_ERROR", "PromotionEngine.Tests", "AnyAction_DataHubRefusesOrIsAway_IsDatahubError"),

        // Where we differ on purpose
        new("full error code and stack trace: a correlation ID instead", "FlowServiceHost.Tests", "Engine_FailingOtherwise_IsInternalErrorWithTheCorrelationIdAndNoDetail"),
        new("select a production Integration Pack: a wish, the admin's choice wins", "PromotionEngine.Tests", "ProductionPack_OfTheSubmitter_IsAWish"),
        new("status PEER_APPROVED: one transition to PENDING_ADMIN_REVIEW", "PromotionEngine.Tests", "DecideAsPeer_Approving_NotesTheDecisionAndAsksForTheAdminInOneTransition"),
        new("a COMPLETED log carries prodPackageId: set when the package is made", "PromotionEngine.Tests", "PackageId_OfACompletedPromotion_IsSetWhenThePackageIsMade"),
        new("a mapping record links the two IDs: written when it reaches main", "PromotionEngine.Tests", "Mapping_OfANewComponent_IsWrittenWhenItReachesMain"),
    ];
}
