using Contract.Errors;
using PromotionEngine.Accounts;
using PromotionEngine.Failures;
using PromotionEngine.Promotions;

namespace PromotionEngine.Tests.Promotions;

[TestFixture]
public sealed class StatusQueryTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private static readonly Promotion One = new()
    {
        Id = new PromotionId("p1"),
        DevAccountId = new AccountId("dev-1"),
        ProdAccountId = new AccountId("prod"),
        DevPackageId = "pkg",
        RootComponentId = "root",
        ProcessName = "Order to Cash",
        InitiatedBy = new Person("s", "alice@abc.example", "Alice"),
        InitiatedAt = At,
        UpdatedAt = At,
        Status = PromotionStatus.Completed,
        Results = [new ComponentResult("dev-c", "prod-c", "C", "process", ComponentResult.Created, 1)],
    };

    private static readonly (string Name, StatusQuery Query, bool Matches)[] Cases =
    [
        ("everything", new StatusQuery(), true),
        ("process", new StatusQuery { ProcessName = "order to cash" }, true),
        ("other process", new StatusQuery { ProcessName = "Order" }, false),
        ("root", new StatusQuery { ComponentId = "root" }, true),
        ("dev component", new StatusQuery { ComponentId = "dev-c" }, true),
        ("prod component", new StatusQuery { ComponentId = "prod-c" }, true),
        ("other component", new StatusQuery { ComponentId = "dev" }, false),
        ("from the same instant", new StatusQuery { From = At }, true),
        ("from later", new StatusQuery { From = At.AddMilliseconds(1) }, false),
        ("to the same instant", new StatusQuery { To = At }, true),
        ("to earlier", new StatusQuery { To = At.AddMilliseconds(-1) }, false),
        ("initiator", new StatusQuery { InitiatedBy = "alice@abc.example" }, true),
        ("other initiator", new StatusQuery { InitiatedBy = "lice@abc.example" }, false),
        ("account", new StatusQuery { DevAccountId = "dev-2" }, false),
        ("status", new StatusQuery { Statuses = new HashSet<PromotionStatus> { PromotionStatus.Completed, PromotionStatus.Failed } }, true),
        ("other status", new StatusQuery { Statuses = new HashSet<PromotionStatus> { PromotionStatus.Failed } }, false),
        ("two that hold and one that does not", new StatusQuery { ProcessName = "Order to Cash", PromotionId = "p1", DevAccountId = "dev-2" }, false),
    ];

    private static readonly string[] Names = [.. Cases.Select(entry => entry.Name)];

    [TestCaseSource(nameof(Names))]
    public void Matches_EachFilter_DecidesAsItSays(string name)
    {
        var (_, query, matches) = Cases.Single(entry => entry.Name == name);

        Assert.That(query.Matches(One), Is.EqualTo(matches));
    }

    [TestCase("", "", 0)]
    [TestCase("", "ALL", 0)]
    [TestCase("completed, FAILED,,completed ", "", 2)]
    [TestCase("", "PENDING_ADMIN_REVIEW", 1)]
    [TestCase("PENDING_PEER_REVIEW,COMPLETED", "PENDING_PEER_REVIEW", 1)]
    [TestCase("", "PENDING_PACK_ASSIGNMENT", 1)]
    public void ParseStatuses_WordsAndStage_AreJoined(string words, string stage, int count) =>
        Assert.That(StatusQuery.ParseStatuses(words, stage), Has.Count.EqualTo(count));

    [TestCase("DONE", "", "DONE")]
    [TestCase("COMPLETED", "PENDING_PEER_REVIEW", "exclude each other")]
    public void ParseStatuses_WhatCannotBe_IsInvalidRequest(string words, string stage, string named)
    {
        var failure = Assert.Throws<PromotionFailure>(() => StatusQuery.ParseStatuses(words, stage));

        Assert.That((failure!.Code, failure.Message), Is.EqualTo((ErrorCodes.InvalidRequest, failure.Message)));
        Assert.That(failure.Message, Does.Contain(named));
    }

    [Test]
    public void Words_EveryStatus_RoundTrips()
    {
        foreach (var status in Enum.GetValues<PromotionStatus>())
        {
            Assert.That(PromotionStatusWords.Parse(status.Word()), Is.EqualTo(status));
        }

        Assert.That(PromotionStatusWords.Parse("completed"), Is.Null);
        Assert.That(Enum.GetValues<PromotionStatus>().Where(PromotionStatusWords.IsTerminal), Is.EquivalentTo(new[]
        {
            PromotionStatus.Failed, PromotionStatus.Withdrawn, PromotionStatus.TestCancelled, PromotionStatus.PeerRejected, PromotionStatus.AdminRejected, PromotionStatus.Deployed,
        }));
    }
}
