using Contract.Calls;
using Grpc.Core;

namespace Contract.Tests.Calls;

public sealed class CallerIdentityTests
{
    [Test]
    public void Read_WhatAddToWrote_IsTheSame()
    {
        var caller = new CallerIdentity
        {
            Kind = CallerKind.Connector,
            Subject = "s-1",
            Email = "zoë@example.com",
            Name = "Zoë Ünal",
            Groups = ["ABC_BOOMI_FLOW_CONTRIBUTOR", "Team, with comma"],
            Connector = "flow",
            ConnectorTierCap = "CONTRIBUTOR",
            ConnectorDevAccounts = ["dev-1"],
            ClientAddress = "127.0.0.1",
            CorrelationId = "c-1",
        };
        var headers = new Metadata();
        caller.AddTo(headers);

        var read = CallerIdentity.Read(headers);

        Assert.That(read!.Groups, Is.EqualTo(caller.Groups));
        Assert.That(read.ConnectorDevAccounts, Is.EqualTo(caller.ConnectorDevAccounts));
        Assert.That(read with { Groups = caller.Groups, ConnectorDevAccounts = caller.ConnectorDevAccounts }, Is.EqualTo(caller));
    }

    [Test]
    public void Read_AnEmptyIdentity_HasEmptyTextsAndNoNulls()
    {
        var read = CallerIdentity.Decode(CallerIdentity.ForService("schedulers", "c-2").Encode())!;

        Assert.That(read.Kind, Is.EqualTo(CallerKind.Service));
        Assert.That(read.Email, Is.Empty);
        Assert.That(read.Groups, Is.Empty);
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{\"kind\":\"Emperor\"}")]
    [TestCase("{\"kind\":\"User\",\"groups\":7}")]
    public void Decode_SomethingElse_IsNull(string text) =>
        Assert.That(CallerIdentity.Decode(System.Text.Encoding.UTF8.GetBytes(text)), Is.Null);

    [Test]
    public void Read_NoEntry_IsNull() => Assert.That(CallerIdentity.Read([]), Is.Null);
}
