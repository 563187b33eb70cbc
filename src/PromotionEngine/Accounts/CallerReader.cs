using Contract.Calls;
using Grpc.Core;

namespace PromotionEngine.Accounts;

/// <summary>Reads who is calling from the signed metadata of a call.</summary>
public sealed class CallerReader(AccessOptions options)
{
    private const string PeerDecision = "/SubmitPeerReview";

    /// <summary>The caller of <paramref name="context"/>.</summary>
    /// <exception cref="RpcException">UNAUTHENTICATED when the call carries no identity: such a call did not come through the host.</exception>
    public Caller Read(ServerCallContext context)
    {
        var identity = CallerIdentity.Read(context.RequestHeaders)
            ?? throw new RpcException(new Status(StatusCode.Unauthenticated, "The call carries no caller identity."));
        var asserted = identity.Kind != CallerKind.User;
        return new Caller(
            new Person(identity.Subject, Person.NormalizeEmail(identity.Email), identity.Name),
            identity.Groups,
            TierOf(identity, context.Method))
        {
            AssertedBy = asserted ? identity.Connector : string.Empty,
            ConnectorAccounts = identity.ConnectorDevAccounts,
            ClientAddress = identity.ClientAddress,
            CorrelationId = identity.CorrelationId,
        };
    }

    // What is configured for a connector counts only when it names no groups, never makes an admin, and never decides about somebody's work.
    private Tier TierOf(CallerIdentity identity, string method)
    {
        if (identity.Kind == CallerKind.Connector && identity.Groups.Count == 0)
        {
            return method.EndsWith(PeerDecision, StringComparison.Ordinal) ? Tier.ReadOnly : string.Equals(identity.ConnectorTierCap, "CONTRIBUTOR", StringComparison.Ordinal) ? Tier.Contributor : Tier.ReadOnly;
        }

        return options.TierOf(identity.Groups);
    }
}
