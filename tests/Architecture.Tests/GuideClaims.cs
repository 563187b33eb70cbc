namespace Architecture.Tests;

/// <summary>The behaviour that the users' adoption guide promises, claim by claim in the guide's order. What it says of pages alone is not in the list.</summary>
internal static class GuideClaims
{
    /// <summary>The claims.</summary>
    public static IReadOnlyList<GuideClaim> All { get; } =
    [
        // What the dashboard gives you
        new("promote on your schedule. No queue. No waiting.", "PromotionEngine.Tests/Engine/MainJobTests.cs", "ExecutePromotion_MainPackage_IsCompletedHereAndInDataHub"),
        new("one master component in production, updated in-place each time", "PromotionEngine.Tests/Lifecycle/SupersededTestTests.cs", "NewPromotion_AfterTheEarlierOneWentToProduction_UpdatesInPlaceAndEndsTheTestDeploymentQuietly"),
        new("No more orphaned copies", "PromotionEngine.Tests/Deployments/MergeDecisionTests.cs", "PackageAndDeploy_TestFixTestProduction_LeavesOneComponentAndOneEntryEach"),
        new("deploy to a test environment with zero reviews required", "PromotionEngine.Tests/Deployments/HappyPathTests.cs", "PackageAndDeploy_ToTestWithANewPack_PackagesFromTheBranchAndReleases"),
        new("see exactly what changed at the XML level before anyone approves", "PromotionEngine.Tests/Diffs/ComponentDiffTests.cs", "Diff_OfAComponentThatMainHas_ShowsWhatChangesAndNothingSecret"),
        new("every promotion is logged with who, what, when", "PromotionEngine.Tests/Audit/QueryAuditTests.cs", "QueryAudit_AfterAPromotionAndItsWithdrawal_TellsEveryTransitionNewestFirst"),
        new("who reviewed it, and what was approved", "PromotionEngine.Tests/Lifecycle/ReviewFlowTests.cs", "FromTestToApproval_PassesTheBranchAndTellsEverybody"),
        new("Emergency hotfixes include mandatory written justifications", "PromotionEngine.Tests/Lifecycle/RuleTests.cs", "Emergency_GoesToReviewAsAHotfixAndNowhereElse"),
        new("hotfixes skip test deployment but still require peer review and admin approval", "PromotionEngine.Tests/Lifecycle/ReviewFlowTests.cs", "Hotfix_SkipsTheTestAndNothingElse"),
        new("you're kept informed at each handoff point", "PromotionEngine.Tests/Lifecycle/MailOfActsTests.cs", "Acts_PutTheMailsOfTheTableIntoTheOutbox"),

        // How it works
        new("Pick Package … Live", "EndToEnd.Tests/LifecycleWalkTests.cs", "Walk_Pasted_PrintsWhatThePageSays"),
        new("Browse your dev account's packaged processes", "PromotionEngine.Tests/Engine/ReadTests.cs", "ListDevPackages_EveryPage_NewestFirstWithNames"),
        new("walks your process's full dependency tree", "PromotionEngine.Tests/Engine/ReadTests.cs", "ResolveDependencies_MainPackage_IsTheManifestInOrder"),
        new("what's new vs. what already exists in production", "PromotionEngine.Tests/Deployments/HappyPathTests.cs", "PackageAndDeploy_ApprovedToProduction_MergesPackagesReleasesAndMaps"),
        new("copied to a temporary staging branch … not to main", "PromotionEngine.Tests/Engine/MainJobTests.cs", "ExecutePromotion_MainPackage_StandsOnTheBranchWithoutDevIdsAndSecrets"),
        new("Automated validation only — no manual approval gates", "PromotionEngine.Tests/AdoptionGuide/SafeToFailTests.cs", "DeployToTest_ABranchThatDoesNotHoldWhatWasPromoted_FailsNamingTheComponent"),
        new("any contributor who isn't you", "PromotionEngine.Tests/Lifecycle/ReviewFlowTests.cs", "WhoSubmittedFromTest_IsAParty"),
        new("pulls the trigger on the production deployment", "PromotionEngine.Tests/Deployments/RefusalTests.cs", "PackageAndDeploy_InReview_NeedsAPeerAnotherAdminAndAPack"),
        new("merged to main, packaged, and deployed", "PromotionEngine.Tests/Deployments/HappyPathTests.cs", "PackageAndDeploy_ApprovedToProduction_MergesPackagesReleasesAndMaps"),
        new("You get an email with the deployment ID", "PromotionEngine.Tests/Notifications/MailWritingTests.cs", "Compose_ADeployment_GivesTheDeploymentIdAndThePack"),

        // Getting your team started
        new("your team group … controls which dev accounts you see", "PromotionEngine.Tests/Engine/ReadTests.cs", "GetDevAccounts_ByTier_ListsGrantedActiveOnesByName"),
        new("linked in DataHub by an admin", "PromotionEngine.Tests/Accounts/ManageAccessTests.cs", "ManageAccess_NewGrantAndItsDeletion_AreListedAndAudited"),
        new("package it in Boomi AtomSphere first", "PromotionEngine.Tests/Engine/RefusalTests.cs", "ExecutePromotion_RootNeverPackaged_SaysPackageItFirst"),
        new("Connection mappings seeded by your admin", "PromotionEngine.Tests/Engine/MappingTests.cs", "ManageMappings_UpdateThenDelete_ChangesWhatPromotionsFind"),
        new("anyone on CONTRIBUTOR or ADMIN tier can review", "PromotionEngine.Tests/Lifecycle/ReviewFlowTests.cs", "PeerReviewerWhoIsAnAdmin_CannotApproveAsAdminToo"),
        new("\"Access Denied\" error or empty account list", "PromotionEngine.Tests/Engine/ReadTests.cs", "GetDevAccounts_NoGroupsOrNoGrant_IsUnauthorizedOrEmpty"),

        // Your first promotion
        new("it's your existing SSO login", "EndToEnd.Tests/SignInTests.cs", "Person_ChosenAtTheIssuer_IsSignedInAndOutAgain"),
        new("promotes what's in the package, not unsaved editor state", "PromotionEngine.Tests/Engine/SupersessionTests.cs", "ExecutePromotion_OneComponentChangedAndPackagedAnew_IsExactlyOneUpdate"),
        new("If any connections show as UNMAPPED, stop here", "PromotionEngine.Tests/Engine/RefusalTests.cs", "ExecutePromotion_UnmappedConnections_NamesAllAndBeginsNothing"),
        new("close the browser and come back", "PromotionEngine.Tests/AdoptionGuide/SafeToFailTests.cs", "Promotion_WhoseCallerHangsUp_RunsToItsEnd"),
        new("your session will restore", "PromotionEngine.Tests/Sessions/SessionTests.cs", "RestoreSession_AfterSave_AnswersTheOwnersStateAndNobodyElses"),
        new("You'll see per-component results", "PromotionEngine.Tests/Engine/StatusTests.cs", "GetPromotionProgress_OfEndedOnes_TellsResultsAndCalls"),
        new("select a test Integration Pack", "PromotionEngine.Tests/Deployments/RefusalTests.cs", "PackageAndDeploy_Completed_RefusesWhatDoesNotSuitIt"),
        new("email when the test deployment completes", "PromotionEngine.Tests/Lifecycle/MailOfActsTests.cs", "Acts_PutTheMailsOfTheTableIntoTheOutbox"),
        new("Production Readiness Queue … select your deployment", "PromotionEngine.Tests/Lifecycle/ReviewFlowTests.cs", "TestDeployments_AreFilteredAndShownStale"),
        new("Your submission goes to the peer review queue", "PromotionEngine.Tests/Lifecycle/ReviewFlowTests.cs", "FromTestToApproval_PassesTheBranchAndTellsEverybody"),

        // Key concepts
        new("a deployable bundle of one or more packages", "PromotionEngine.Tests/Deployments/PackDecisionTests.cs", "PackageAndDeploy_PackWithOthers_KeepsThemAtTheirReleasedVersions"),
        new("named promo-{id}", "PromotionEngine.Tests/Engine/MainJobTests.cs", "ExecutePromotion_MainPackage_StandsOnTheBranchWithoutDevIdsAndSecrets"),
        new("main is never touched until the admin approves", "PromotionEngine.Tests/Lifecycle/RandomPeopleTests.cs", "Acts_AtRandom_KeepWhatMustHold"),
        new("either merged to main on approval, or deleted on rejection", "PromotionEngine.Tests/Lifecycle/ReviewFlowTests.cs", "Rejection_DeletesTheBranchAndLeadsNowhereElse"),
        new("finds that mapping and updates the existing production component", "PromotionEngine.Tests/Lifecycle/SupersededTestTests.cs", "NewPromotion_AfterTheEarlierOneWentToProduction_UpdatesInPlaceAndEndsTheTestDeploymentQuietly"),
        new("Connections … are never promoted", "PromotionEngine.Tests/Engine/MainJobTests.cs", "ExecutePromotion_MainPackage_StandsOnTheBranchWithoutDevIdsAndSecrets"),
        new("automatically swaps the references", "PromotionEngine.Tests/Components/ReferenceTests.cs", "Apply_WholeTokenAnywhereButInAComment_IsReplaced"),
        new("Two separate humans, two separate decisions", "PromotionEngine.Tests/Lifecycle/RuleTests.cs", "DecideAsAdmin_ByThePeerReviewer_IsSelfApproval"),
        new("You cannot review your own submission at either stage", "PromotionEngine.Tests/Lifecycle/RuleTests.cs", "DecideAsPeer_ByAParty_IsSelfReviewInEveryStatus"),
        new("You cannot review your own submission at either stage", "PromotionEngine.Tests/Lifecycle/RuleTests.cs", "DecideAsAdmin_ByAParty_IsSelfApprovalInEveryStatus"),
        new("names ending in \"- TEST.\" … Production packs are everything else", "PromotionEngine.Tests/Deployments/PackListTests.cs", "List_ForEachPurpose_HasTheMultiPacksByName"),

        // Frequently asked
        new("Access is controlled through groups", "PromotionEngine.Tests/Accounts/CallerReaderTests.cs", "TierOf_Groups_IsTheHighestOfThem"),
        new("Self-review is blocked at … the API level", "FlowServiceHost.Tests/Identity/UserTokenTests.cs", "Body_ThatNamesSomebodyElse_IsIdentityMismatch"),
        new("Do I have to deploy to test before production? The standard path requires it", "PromotionEngine.Tests/Lifecycle/ReviewFlowTests.cs", "Submission_OfWhatWasNotTested_SaysDeployToTestFirst"),
        new("Any user with the … ADMIN tier can approve", "PromotionEngine.Tests/Lifecycle/ReviewFlowTests.cs", "PeerReviewerWhoIsAnAdmin_CannotApproveAsAdminToo"),
        new("email goes to the full admin distribution list", "PromotionEngine.Tests/Notifications/PromotionMailsTests.cs", "Recipients_OfEachEvent_AreThoseOfTheTable"),
        new("account-level limit of 15 active branches", "PromotionEngine.Tests/Recovery/ConcurrencyTests.cs", "Execute_ForTwentyAccountsAtOnce_NeverMakesMoreThanFifteenBranches"),
        new("notified if my promotion is approved or rejected", "PromotionEngine.Tests/Lifecycle/MailOfActsTests.cs", "PeerRejectionSupersessionAndExpiry_TellTheParties"),
        new("Withdraw the promotion …, fix your components in dev, re-package, and resubmit", "PromotionEngine.Tests/AdoptionGuide/SafeToFailTests.cs", "WrongVersion_WithdrawnFixedAndResubmitted_GoesToProductionOnce"),
        new("lists everything currently in-flight with their statuses", "PromotionEngine.Tests/Engine/StatusTests.cs", "QueryStatus_FiltersAndPages"),

        // When things go wrong
        new("The staging branch is deleted automatically", "PromotionEngine.Tests/Engine/PlatformFailureTests.cs", "ExecutePromotion_OneComponentRefused_SkipsItsDependantsAndGoesOnWithTheRest"),
        new("which component caused the failure and why", "PromotionEngine.Tests/Engine/HostileComponentTests.cs", "ExecutePromotion_HostileComponent_FailsByNameAndTheRestIsUndone"),
        new("email with the required rejection reason", "PromotionEngine.Tests/Notifications/MailWritingTests.cs", "Compose_AnEnd_GivesTheReason"),
        new("required rejection reason", "PromotionEngine.Tests/Lifecycle/RuleTests.cs", "Rejections_WithoutAReason_AreInvalidRequest"),
        new("Both the peer approval and admin review are reset", "PromotionEngine.Tests/AdoptionGuide/SafeToFailTests.cs", "AdminDenial_TheNextPromotion_StartsWithoutAnyApproval"),
        new("BRANCH_LIMIT_REACHED error before any work is done", "PromotionEngine.Tests/Engine/SupersessionTests.cs", "ExecutePromotion_SlotsUsedUp_NamesTheHoldersBeforeAnyWork"),
        new("This frees a branch slot immediately", "PromotionEngine.Tests/AdoptionGuide/SafeToFailTests.cs", "BranchLimit_AfterWithdrawingOrCancelling_IsFreeAtOnce"),
        new("If it's already in review, withdraw and resubmit", "PromotionEngine.Tests/Lifecycle/ReviewFlowTests.cs", "Withdraw_InEveryStageOfTheReview_FreesTheBranch"),
        new("Production is only touched when an admin explicitly approves", "PromotionEngine.Tests/Deployments/RefusalTests.cs", "PackageAndDeploy_TestDeployed_HasNoRoadToMainWithoutTwoApprovals"),

        // Support
        new("INSUFFICIENT_TIER error", "PromotionEngine.Tests/Lifecycle/RuleTests.cs", "Decisions_WithoutTheTier_AreInsufficientTierBeforeAnythingElse"),
        new("the connection name shown in the error and your dev account name", "PromotionEngine.Tests/Engine/RefusalTests.cs", "ExecutePromotion_UnmappedConnections_NamesAllAndBeginsNothing"),
        new("AUTH_FAILED", "PromotionEngine.Tests/Engine/PlatformFailureTests.cs", "ExecutePromotion_CredentialsRefusedFromTheStart_IsAuthFailedAndBeginsNothing"),
        new("DATAHUB_ERROR", "PromotionEngine.Tests/Engine/DataHubFailureTests.cs", "AnyAction_DataHubRefusesOrIsAway_IsDatahubError"),

        // Where we differ on purpose
        new("full error code and stack trace: a correlation ID instead", "FlowServiceHost.Tests/Engine/EngineOutcomeTests.cs", "Engine_FailingOtherwise_IsInternalErrorWithTheCorrelationIdAndNoDetail"),
        new("select a production Integration Pack: a wish, the admin's choice wins", "PromotionEngine.Tests/AdoptionGuide/DifferencesTests.cs", "ProductionPack_OfTheSubmitter_IsAWish"),
        new("status PEER_APPROVED: one transition to PENDING_ADMIN_REVIEW", "PromotionEngine.Tests/Lifecycle/RuleTests.cs", "DecideAsPeer_Approving_NotesTheDecisionAndAsksForTheAdminInOneTransition"),
        new("a COMPLETED log carries prodPackageId: set when the package is made", "PromotionEngine.Tests/AdoptionGuide/DifferencesTests.cs", "PackageId_OfACompletedPromotion_IsSetWhenThePackageIsMade"),
        new("a mapping record links the two IDs: written when it reaches main", "PromotionEngine.Tests/AdoptionGuide/DifferencesTests.cs", "Mapping_OfANewComponent_IsWrittenWhenItReachesMain"),
    ];
}
