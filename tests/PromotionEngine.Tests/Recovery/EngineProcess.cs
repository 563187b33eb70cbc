using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using BoomiEmulator;
using Contract.Calls;
using Grpc.Core;
using Grpc.Net.Client;
using PromotionService.V1;
using Testing;
using Testing.Secrets;

namespace PromotionEngine.Tests.Recovery;

/// <summary>An engine in a process of its own, as it runs in production, which can be killed at any moment.</summary>
internal sealed class EngineProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly GrpcChannel _channel;
    private readonly RecoveryWorld _world;

    private EngineProcess(Process process, GrpcChannel channel, RecoveryWorld world)
    {
        _process = process;
        _channel = channel;
        _world = world;
    }

    public bool IsAlive => !_process.HasExited;

    /// <summary>Starts an engine and returns when it listens.</summary>
    public static Task<EngineProcess> StartAsync(RecoveryWorld world, EmulatorHost boomi, string redis) => StartAsync(world, boomi.Address, redis);

    /// <summary>Starts an engine with settings of its own and returns when it listens.</summary>
    public static async Task<EngineProcess> StartAsync(RecoveryWorld world, Uri boomi, string redis, params (string Name, string Value)[] further)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(world, boomi, redis, further);
            }
            catch (SocketException) when (attempt < 4)
            {
                // Somebody else took the port in between.
            }
        }
    }

    private static async Task<EngineProcess> StartOnceAsync(RecoveryWorld world, Uri boomi, string redis, IEnumerable<(string Name, string Value)> further)
    {
        var port = LoopbackPort.Free();
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(TestContext.CurrentContext.TestDirectory, "PromotionEngine.dll"));
        var settings = LabEngine.Settings(world, boomi);
        settings["Engine:Port"] = port.ToString(CultureInfo.InvariantCulture);
        settings["State:Redis"] = redis;
        settings["Boomi:Platform:CallTimeout"] = "00:00:02";
        settings["Runs:Lease"] = "00:00:03";
        settings["Runs:RecoveryInterval"] = "00:00:00.2";
        settings["Engine:OutboxInterval"] = "00:00:30";
        foreach (var (name, value) in further)
        {
            settings[name] = value;
        }

        foreach (var (name, value) in settings)
        {
            start.ArgumentList.Add($"--{name}={value}");
        }

        var process = Process.Start(start) ?? throw new IOException("The engine did not start.");
        var watched = new WatchedOutput("an engine");
        process.OutputDataReceived += (_, line) => watched.Look(line.Data);
        process.ErrorDataReceived += (_, line) => watched.Look(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}", new GrpcChannelOptions
        {
            HttpHandler = new SigningHandler(SharedKey.Parse(settings["Engine:SharedKey"]!), TimeProvider.System, new WatchedAnswers(new SocketsHttpHandler())),
        });
        var engine = new EngineProcess(process, channel, world);
        await engine.WaitUntilListeningAsync(port);
        return engine;
    }

    /// <summary>Promotes the package under an idempotency key.</summary>
    public async Task<ExecutePromotionResponse> ExecuteAsync(string key)
    {
        var headers = By("alice", key);
        var request = new ExecutePromotionRequest
        {
            DevAccountId = _world.DevAccount,
            Components = { _world.Components.Select(id => new PromotedComponent { ComponentId = id }) },
            PromotionMetadata = new PromotionMetadata { DevPackageId = _world.PackageId },
        };
        return await new PromotionService.V1.Promotions.PromotionsClient(_channel).ExecutePromotionAsync(request, headers);
    }

    /// <summary>Deploys under an idempotency key.</summary>
    public async Task<PackageAndDeployResponse> DeployAsync(PackageAndDeployRequest request, string person, string key) =>
        await new PromotionService.V1.Deployments.DeploymentsClient(_channel).PackageAndDeployAsync(request, By(person, key));

    /// <summary>A call of the kind that schedulers and operators make.</summary>
    public async Task<TResponse> MaintainAsync<TResponse>(Func<PromotionService.V1.Maintenance.MaintenanceClient, Metadata, AsyncUnaryCall<TResponse>> call)
    {
        var headers = new Metadata();
        CallerIdentity.ForService("tests", "test").AddTo(headers);
        return await call(new PromotionService.V1.Maintenance.MaintenanceClient(_channel), headers);
    }

    /// <summary>Ends the process as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    /// <summary>Asks the process to stop, as <c>kill</c> does, and returns when it has.</summary>
    public async Task StopAsync()
    {
        Signal("-TERM");
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops the process where it stands, as <c>kill -STOP</c> does, until <see cref="Resume"/>.</summary>
    public void Pause() => Signal("-STOP");

    /// <summary>Lets a paused process go on.</summary>
    public void Resume() => Signal("-CONT");

    public ValueTask DisposeAsync()
    {
        Kill();
        _process.Dispose();
        _channel.Dispose();
        return ValueTask.CompletedTask;
    }

    private Metadata By(string name, string key)
    {
        var persona = _world.Seed.Personas.Single(person => person.Name == name);
        var headers = new Metadata { { CallMetadata.IdempotencyKey, key } };
        new CallerIdentity { Kind = CallerKind.User, Subject = $"subject-of-{name}", Email = persona.Email, Name = persona.DisplayName, Groups = persona.Groups, CorrelationId = "test" }.AddTo(headers);
        return headers;
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private async Task WaitUntilListeningAsync(int port)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
                return;
            }
            catch (SocketException) when (!_process.HasExited && patience.Elapsed < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(50);
            }
        }
    }
}
