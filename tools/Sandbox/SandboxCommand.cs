using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sandbox;

/// <summary>The sandbox's command line.</summary>
internal static class SandboxCommand
{
    /// <summary>The command with its options.</summary>
    public static RootCommand Create()
    {
        var defaults = new SandboxOptions();
        var port = new Option<int>("--port") { Description = "Port of the host (0 = any free)", DefaultValueFactory = _ => defaults.Port };
        var grpcPort = new Option<int>("--grpc-port") { Description = "Port of the engine's gRPC (0 = any free)", DefaultValueFactory = _ => defaults.GrpcPort };
        var emulatorPort = new Option<int>("--emulator-port") { Description = "Port of the emulated Boomi (0 = any free)", DefaultValueFactory = _ => defaults.EmulatorPort };
        var issuerPort = new Option<int?>("--issuer-port") { Description = "Port of the development sign-in (default: the host's and one; 0 = any free)" };
        var redis = new Option<string>("--redis") { Description = "Keep the state in this Redis (host:port) instead of in memory", DefaultValueFactory = _ => defaults.Redis };
        var platform = new Option<Uri?>("--platform") { Description = "Use the emulator at this address instead of starting one", CustomParser = ReadAddress };
        var scenario = new Option<SandboxScenario>("--scenario") { Description = "The world to start with", DefaultValueFactory = _ => defaults.Scenario };
        var seed = new Option<int>("--seed") { Description = "Seed of the world", DefaultValueFactory = _ => defaults.Seed };
        var data = new Option<string>("--data") { Description = "Keep the world in this folder between starts", DefaultValueFactory = _ => defaults.Data };
        var fresh = new Option<bool>("--fresh") { Description = "Start anew although the data folder holds a world" };
        var info = new Option<string>("--info") { Description = "Write addresses and credentials to this file as JSON when all is ready", DefaultValueFactory = _ => defaults.InfoFile };
        var command = new RootCommand("The whole Promotion Service on this machine, with an emulated Boomi. Nothing leaves it.")
        {
            port, grpcPort, emulatorPort, issuerPort, redis, platform, scenario, seed, data, fresh, info,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var options = new SandboxOptions
            {
                Port = result.GetValue(port),
                GrpcPort = result.GetValue(grpcPort),
                EmulatorPort = result.GetValue(emulatorPort),
                IssuerPort = result.GetValue(issuerPort),
                Redis = result.GetValue(redis) ?? string.Empty,
                Platform = result.GetValue(platform),
                Scenario = result.GetValue(scenario),
                Seed = result.GetValue(seed),
                Data = result.GetValue(data) ?? string.Empty,
                Fresh = result.GetValue(fresh),
                InfoFile = result.GetValue(info) ?? string.Empty,
            };
            return await RunAsync(options, cancellationToken);
        });
        return command;
    }

    private static Uri? ReadAddress(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address))
        {
            return address;
        }

        argument.AddError($"{argument.Tokens[0].Value} is no address; write it like http://127.0.0.1:7070.");
        return null;
    }

    private static async Task<int> RunAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var sandbox = await RunningSandbox.StartAsync(options, cancellationToken);
            SandboxGreeting.Write(Console.Out, sandbox);
            await sandbox.WaitAsync(cancellationToken);
            return 0;
        }
        catch (Exception exception) when (StartProblem.Of(exception, options) is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }
}
