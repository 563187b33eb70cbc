using Contract.Calls;
using Grpc.Core;
using PromotionEngine.Accounts;
using PromotionEngine.Tests.Failures;

namespace PromotionEngine.Tests.Accounts;

[TestFixture]
public sealed class CallerReaderTests
{
    [TestCase("ABC_BOOMI_FLOW_ADMIN", Tier.Admin)]
    [TestCase(" ABC_BOOMI_FLOW_ADMIN ", Tier.Admin)]
    [TestCase("abc_boomi_flow_admin", Tier.ReadOnly)]
    [TestCase("Abc_Boomi_Flow_Contributor", Tier.ReadOnly)]
    [TestCase("ABC_BOOMI_FLOW_CONTRIBUTOR", Tier.Contributor)]
    [TestCase("ABC_BOOMI_FLOW_CONTRIBUTOR,ABC_BOOMI_FLOW_ADMIN", Tier.Admin)]
    [TestCase("XYZ_BOOMI_FLOW_ADMIN", Tier.ReadOnly)]
    [TestCase("ABC_BOOMI_FLOW_ADMINS", Tier.ReadOnly)]
    [TestCase("", Tier.ReadOnly)]
    public void TierOf_Groups_IsTheHighestOfThem(string groups, Tier tier) =>
        Assert.That(new AccessOptions().TierOf(groups.Split(',')), Is.EqualTo(tier));

    [Test]
    public void TierOf_OtherPrefix_IsASetting() =>
        Assert.That(new AccessOptions { GroupPrefix = "XYZ" }.TierOf(["XYZ_BOOMI_FLOW_ADMIN"]), Is.EqualTo(Tier.Admin));

    [TestCase(CallerKind.User, "ABC_BOOMI_FLOW_ADMIN", "", Tier.Admin)]
    [TestCase(CallerKind.User, "", "CONTRIBUTOR", Tier.ReadOnly)]
    [TestCase(CallerKind.Connector, "", "CONTRIBUTOR", Tier.Contributor)]
    [TestCase(CallerKind.Connector, "", "READONLY", Tier.ReadOnly)]
    [TestCase(CallerKind.Connector, "", "ADMIN", Tier.ReadOnly)]
    [TestCase(CallerKind.Connector, "ABC_BOOMI_FLOW_ADMIN", "CONTRIBUTOR", Tier.Admin)]
    [TestCase(CallerKind.Connector, "SOMETHING_ELSE", "CONTRIBUTOR", Tier.ReadOnly)]
    public void Read_ConnectorsTier_CountsOnlyWithoutGroups(CallerKind kind, string groups, string cap, Tier tier)
    {
        var identity = new CallerIdentity
        {
            Kind = kind,
            Email = " Alice@ABC.example ",
            Connector = "Flow",
            ConnectorTierCap = cap,
            Groups = groups.Length > 0 ? groups.Split(',') : [],
        };

        var caller = new CallerReader(new AccessOptions()).Read(FakeCall.By(identity));

        Assert.That((caller.Tier, caller.Person.Email), Is.EqualTo((tier, "alice@abc.example")));
        Assert.That(caller.AssertedBy, Is.EqualTo(kind == CallerKind.User ? string.Empty : "Flow"));
    }

    [Test]
    public void Read_NoIdentity_IsUnauthenticated() =>
        Assert.That(
            () => new CallerReader(new AccessOptions()).Read(FakeCall.By(null)),
            Throws.InstanceOf<RpcException>().With.Property(nameof(RpcException.StatusCode)).EqualTo(StatusCode.Unauthenticated));
}
