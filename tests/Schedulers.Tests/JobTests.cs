using System.Collections.Concurrent;
using Contract.Calls;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PromotionService.V1;

namespace Schedulers.Tests;

/// <summary>The schedulers call the engine's maintenance, signed, and go on when a call fails.</summary>
[TestFixture]
public sealed class JobTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task Jobs_WithAnEngineThatFailsAtFirst_CallItAgainAtTheirNextTime(CancellationToken cancellationToken)
    {
        var key = SharedKey.Generate();
        var calls = new EngineCalls();
        await using var engine = await StartEngineAsync(key, calls, cancellationToken);
        await using var schedulers = SchedulersApp.Build([], builder => builder.Configuration.AddInMemoryCollection(
        [
            KeyValuePair.Create("urls", (string?)"http://127.0.0.1:0"),
            KeyValuePair.Create("Engine:SharedKey", (string?)key),
            KeyValuePair.Create("Schedulers:EngineAddress", (string?)engine.Urls.First()),
            KeyValuePair.Create("Schedulers:PublishOutbox", (string?)"00:00:01"),
            KeyValuePair.Create("Schedulers:RecoverRuns", (string?)"00:00:01"),
            KeyValuePair.Create("Schedulers:ReconcileSlots", (string?)"00:00:00"),
        ]));
        await schedulers.StartAsync(cancellationToken);

        await calls.Second.Task.WaitAsync(cancellationToken);

        Assert.That(calls.Names, Does.Contain("RecoverRuns").And.Contain("PublishOutbox").And.Contain("SweepOrphanBranches"));
        Assert.That(calls.Names, Does.Not.Contain("ReconcileSlots"));
        Assert.That(calls.Callers, Is.All.EqualTo("schedulers"));
        await schedulers.StopAsync(cancellationToken);
    }

    private static async Task<WebApplication> StartEngineAsync(string key, EngineCalls calls, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create(SharedKeys.CurrentSetting, (string?)key)]);
        builder.Services.AddSignedCalls(SharedKeys.From(builder.Configuration));
        builder.Services.AddSingleton(calls);
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.UseSignedCalls();
        app.MapGrpcService<ScriptedMaintenance>();
        await app.StartAsync(cancellationToken);
        return app;
    }

    private sealed class EngineCalls
    {
        public ConcurrentQueue<string> Names { get; } = new();

        public ConcurrentQueue<string> Callers { get; } = new();

        public TaskCompletionSource Second { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Outbox;
    }

    private sealed class ScriptedMaintenance(EngineCalls calls) : Maintenance.MaintenanceBase
    {
        public override Task<PublishOutboxResponse> PublishOutbox(PublishOutboxRequest request, ServerCallContext context)
        {
            Note("PublishOutbox", context);
            switch (Interlocked.Increment(ref calls.Outbox))
            {
                case 1:
                    throw new RpcException(new Status(StatusCode.Unavailable, "The store is away."));
                case 2:
                    calls.Second.TrySetResult();
                    break;
            }

            return Task.FromResult(new PublishOutboxResponse { Report = new MaintenanceReport { Examined = 1 } });
        }

        public override Task<RecoverRunsResponse> RecoverRuns(RecoverRunsRequest request, ServerCallContext context)
        {
            Note("RecoverRuns", context);
            return Task.FromResult(new RecoverRunsResponse { Report = new MaintenanceReport() });
        }

        public override Task<SweepOrphanBranchesResponse> SweepOrphanBranches(SweepOrphanBranchesRequest request, ServerCallContext context)
        {
            Note("SweepOrphanBranches", context);
            return Task.FromResult(new SweepOrphanBranchesResponse { Report = new MaintenanceReport() });
        }

        private void Note(string name, ServerCallContext context)
        {
            calls.Names.Enqueue(name);
            calls.Callers.Enqueue(CallerIdentity.Read(context.RequestHeaders)?.Connector ?? string.Empty);
        }
    }
}
