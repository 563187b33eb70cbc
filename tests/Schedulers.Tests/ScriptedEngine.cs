using System.Diagnostics;
using Contract.Calls;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PromotionService.V1;

namespace Schedulers.Tests;

/// <summary>An engine that only counts its maintenance calls, and schedulers that call it.</summary>
internal sealed class ScriptedEngine : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _key;

    private ScriptedEngine(WebApplication app, string key, EngineCalls calls)
    {
        _app = app;
        _key = key;
        Calls = calls;
    }

    /// <summary>What was called.</summary>
    public EngineCalls Calls { get; }

    /// <summary>Starts one.</summary>
    public static async Task<ScriptedEngine> StartAsync(EngineCalls calls, CancellationToken cancellationToken)
    {
        var key = SharedKey.Generate();
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
        return new ScriptedEngine(app, key, calls);
    }

    /// <summary>Schedulers that call this engine, not yet started, every job switched off but those that <paramref name="settings"/> name; <c>../</c> leads out of their section.</summary>
    public WebApplication Schedulers(params (string Setting, string Value)[] settings) =>
        SchedulersApp.Build([], builder => builder.Configuration.AddInMemoryCollection(Settings(settings)));

    /// <summary>The same in a process of its own, started, which can be killed.</summary>
    public Process SchedulersProcess(params (string Setting, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(TestContext.CurrentContext.TestDirectory, "Schedulers.dll"));
        foreach (var (name, value) in Settings(settings))
        {
            start.ArgumentList.Add($"--{name}={value}");
        }

        var process = Process.Start(start) ?? throw new IOException("The schedulers did not start.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private Dictionary<string, string?> Settings((string Setting, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "Warning",
            [SharedKeys.CurrentSetting] = _key,
            ["Schedulers:EngineAddress"] = _app.Urls.First(),
        };
        foreach (var job in JobTable.Rows)
        {
            all[$"Schedulers:Jobs:{job.Name}"] = "never";
        }

        foreach (var (setting, value) in settings)
        {
            all[setting.StartsWith("../", StringComparison.Ordinal) ? setting[3..] : $"Schedulers:{setting}"] = value;
        }

        return all;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class ScriptedMaintenance(EngineCalls calls) : Maintenance.MaintenanceBase
    {
        public override Task<PublishOutboxResponse> PublishOutbox(PublishOutboxRequest request, ServerCallContext context) =>
            Note("PublishOutbox", context) <= calls.Failing
                ? throw new RpcException(new Status(StatusCode.Unavailable, "The store is away."))
                : Task.FromResult(new PublishOutboxResponse { Report = new MaintenanceReport { Examined = 3, Changed = 2, Findings = { "Two records were published." } } });

        public override Task<RecoverRunsResponse> RecoverRuns(RecoverRunsRequest request, ServerCallContext context)
        {
            Note("RecoverRuns", context);
            return Task.FromResult(new RecoverRunsResponse { Report = new MaintenanceReport() });
        }

        public override async Task<SweepOrphanBranchesResponse> SweepOrphanBranches(SweepOrphanBranchesRequest request, ServerCallContext context)
        {
            if (Note("SweepOrphanBranches", context) <= calls.Hanging)
            {
                await calls.Released.WaitAsync(context.CancellationToken);
            }

            return new SweepOrphanBranchesResponse { Report = new MaintenanceReport { Failed = 1, Findings = { "promo-x is not ours." } } };
        }

        public override Task<ExpirePromotionsResponse> ExpirePromotions(ExpirePromotionsRequest request, ServerCallContext context)
        {
            Note("ExpirePromotions", context);
            return Task.FromResult(new ExpirePromotionsResponse { Report = new MaintenanceReport() });
        }

        private int Note(string name, ServerCallContext context) => calls.Note(name, CallerIdentity.Read(context.RequestHeaders)?.Connector ?? string.Empty);
    }
}
