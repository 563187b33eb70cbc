using Contract.Calls;
using Grpc.Core;

namespace PromotionEngine.Accounts;

/// <summary>Reads who is calling from the signed metadata of a call.</summary>
public sealed class CallerReader(AccessOptions options)
{
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
            TierOf(identity))
        {
            AssertedBy = asserted ? identity.Connector : string.Empty,
            ConnectorAccounts = identity.ConnectorDevAccounts,
            ClientAddress = identity.ClientAddress,
            CorrelationId = identity.CorrelationId,
        };
    }

    // What is configured for a connector counts only when it names no groups, and never makes an admin.
    private Tier TierOf(CallerIdentity identity)
    {
        if (identity.Kind == CallerKind.Connector && identity.Groups.Count == 0)
        {
            return string.Equals(identity.ConnectorTierCap, "CONTRIBUTOR", StringComparison.Ordinal) ? Tier.Contributor : Tier.ReadOnly;
        }

        return options.TierOf(identity.Groups);
    }
}
