using System.Net;
using Contract.Calls;
using FlowServiceHost.Tests.Support;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PromotionService.V1;
using Testing;

namespace FlowServiceHost.Tests.Engine;

/// <summary>The host against a gRPC server that takes signed calls only, over HTTP/2.</summary>
public sealed class RealEngineTests : IAsyncDisposable
{
    private readonly string _key = SharedKey.Generate();
    private WebApplication? _engine;
    private HostUnderTest? _host;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }

    [Test]
    public async Task Post_ThroughTheChannel_ReachesTheServiceWithItsCaller()
    {
        await StartAsync(_key);

        var answer = await _host!.PostAsync("getDevAccounts", """{"userSsoGroups":["G"],"userEmail":"zoë@example.com"}""");

        Assert.That(answer.Success, answer.Text);
        Assert.That(answer.Body.GetProperty("effectiveTier").GetString(), Is.EqualTo("zoë@example.com by flow-main"));
        Assert.That(answer.Body.GetProperty("devAccounts")[0].GetProperty("accountName").GetString(), Is.EqualTo("G"));
    }

    [Test]
    public async Task Post_WithAsManyGroupsAsACallCarries_IsTakenAndWithMoreRefused()
    {
        await StartAsync(_key);
        string Body(int groups) => $$"""{"userSsoGroups":"{{string.Join(',', Enumerable.Range(0, groups).Select(i => $"{i:D36}"))}}"}""";

        var most = await _host!.PostAsync("getDevAccounts", Body(300));
        var more = await _host.PostAsync("getDevAccounts", Body(310));

        Assert.That(most.Body.GetProperty("devAccounts").GetArrayLength(), Is.EqualTo(300));
        Assert.That(more.Code, Is.EqualTo("INVALID_REQUEST"));
        Assert.That(more.Message, Does.StartWith("The caller is in more groups than a call can carry"));
    }

    [Test]
    public async Task Post_AnActionThatTheEngineLacks_IsNotImplemented()
    {
        await StartAsync(_key);

        var unmapped = await _host!.PostAsync("listDevPackages", """{"devAccountId":"d"}""");
        var unwritten = await _host.PostAsync("manageAccess", """{"kind":"DEV_ACCOUNT","action":"query"}""");

        Assert.That(unmapped.Code, Is.EqualTo("NOT_IMPLEMENTED"), unmapped.Text);
        Assert.That(unwritten.Code, Is.EqualTo("NOT_IMPLEMENTED"), unwritten.Text);
    }

    [Test]
    public async Task Post_SignedWithAnotherKey_IsInternalErrorNotAnAnswer()
    {
        await StartAsync(SharedKey.Generate());

        var answer = await _host!.PostAsync("getDevAccounts", "{}");

        Assert.That(answer.Code, Is.EqualTo("INTERNAL_ERROR"));
    }

    [Test]
    public async Task Post_WithoutAnEngine_Is503AndNotReady()
    {
        _host = await HostUnderTest.StartAsync([KeyValuePair.Create("Engine:Address", (string?)$"http://127.0.0.1:{LoopbackPort.Free()}")], realChannel: true);

        var answer = await _host.PostAsync("getDevAccounts", "{}");
        using var ready = await _host.Client.GetAsync("/health/ready");
        using var live = await _host.Client.GetAsync("/health/live");

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(answer.Headers.RetryAfter, Is.Not.Null);
        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(live.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Ready_WithAServingEngine_Is200()
    {
        await StartAsync(_key);

        using var ready = await _host!.Client.GetAsync("/health/ready");

        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await ready.Content.ReadAsStringAsync(), Does.Contain("\"ready\""));
    }

    private async Task StartAsync(string hostKey)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Engine:SharedKey", (string?)_key)]).Build();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSignedCalls(SharedKeys.From(settings));
        _engine = builder.Build();
        _engine.UseSignedCalls();
        _engine.MapGrpcService<AccountsOfTheTest>();
        _engine.MapGrpcService<HealthOfTheTest>();
        await _engine.StartAsync();
        _host = await HostUnderTest.StartAsync(
            [KeyValuePair.Create("Engine:Address", (string?)_engine.Urls.Single()), KeyValuePair.Create("Engine:SharedKey", (string?)hostKey)], realChannel: true);
    }

    private sealed class AccountsOfTheTest : Accounts.AccountsBase
    {
        public override Task<GetDevAccountsResponse> GetDevAccounts(GetDevAccountsRequest request, ServerCallContext context)
        {
            var caller = CallerIdentity.Read(context.RequestHeaders)!;
            return Task.FromResult(new GetDevAccountsResponse
            {
                Success = true,
                EffectiveTier = $"{caller.Email} by {caller.Connector}",
                DevAccounts = { caller.Groups.Select(group => new DevAccount { AccountName = group }) },
            });
        }
    }

    private sealed class HealthOfTheTest : Health.HealthBase
    {
        public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
            Task.FromResult(new HealthCheckResponse { Status = HealthCheckResponse.Types.ServingStatus.Serving });
    }
}
