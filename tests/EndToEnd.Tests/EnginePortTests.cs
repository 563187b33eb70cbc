using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using PromotionService.V1;

namespace EndToEnd.Tests;

/// <summary>The engine's port, as somebody sees it who does not have the shared key.</summary>
[TestFixture]
public sealed class EnginePortTests
{
    [Test]
    public async Task UnsignedCall_IsRefused()
    {
        using var channel = GrpcChannel.ForAddress(SharedSandbox.Client.Grpc);
        var accounts = new Accounts.AccountsClient(channel);

        Assert.That(
            async () => await accounts.GetDevAccountsAsync(new GetDevAccountsRequest { UserSsoGroups = { "ABC_BOOMI_FLOW_ADMIN" } }),
            Throws.InstanceOf<RpcException>().With.Property(nameof(RpcException.StatusCode)).EqualTo(StatusCode.Unauthenticated));
    }

    [Test]
    public async Task Health_WithoutSignature_SaysServing()
    {
        using var channel = GrpcChannel.ForAddress(SharedSandbox.Client.Grpc);

        var answer = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest());

        Assert.That(answer.Status, Is.EqualTo(HealthCheckResponse.Types.ServingStatus.Serving));
    }
}
