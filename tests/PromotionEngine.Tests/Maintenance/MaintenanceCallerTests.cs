using Contract.Calls;
using Grpc.Core;
using PromotionEngine.Tests.Fixtures;
using PromotionService.V1;

namespace PromotionEngine.Tests.Maintenance;

/// <summary>Maintenance is for programs of ours; an admin has no way there, nor has a connector.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class MaintenanceCallerTests
{
    private RunningEngine _engine = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _engine = await RunningEngine.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _engine.DisposeAsync();

    private static IEnumerable<TestCaseData> Rpcs() => PromotionService.V1.Maintenance.Descriptor.Methods.Select(method => new TestCaseData(method.Name).SetName($"{method.Name}_ByAPersonOrAConnector_IsPermissionDenied"));

    [TestCaseSource(nameof(Rpcs))]
    public void Rpc(string name)
    {
        var connector = new CallerIdentity { Kind = CallerKind.Connector, Connector = "Flow", Email = "carol@abc.example", Groups = ["ABC_BOOMI_FLOW_ADMIN"] };

        Assert.That(StatusOf(name, _engine.By("carol")), Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That(StatusOf(name, RunningEngine.Headers(connector)), Is.EqualTo(StatusCode.PermissionDenied));
        Assert.That(StatusOf(name, RunningEngine.ByService()), Is.EqualTo(StatusCode.OK));
    }

    // Every request of the service has a member for a dry run.
    private StatusCode StatusOf(string name, Metadata headers)
    {
        var client = _engine.Maintenance;
        var call = client.GetType().GetMethods().Single(method => method.Name == name && method.GetParameters().Length == 4);
        var request = Activator.CreateInstance(call.GetParameters()[0].ParameterType)!;
        request.GetType().GetProperty(nameof(RebuildRequest.DryRun))!.SetValue(request, value: true);
        try
        {
            call.Invoke(client, [request, headers, null, CancellationToken.None]);
            return StatusCode.OK;
        }
        catch (System.Reflection.TargetInvocationException exception) when (exception.InnerException is RpcException refused)
        {
            return refused.StatusCode;
        }
    }
}
