using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using PromotionEngine.State;

namespace Sandbox;

/// <summary>Says in a sentence why the sandbox could not start, where the reason is one that a person can change.</summary>
internal static class StartProblem
{
    /// <summary>The sentence, or null when the failure is none of these.</summary>
    public static string? Of(Exception exception, SandboxOptions options) => exception switch
    {
        IOException { InnerException: AddressInUseException } => PortInUse(options),
        StateUnavailableException when options.Redis.Length > 0 => $"Redis at {options.Redis} does not answer. Start it, or leave --redis out to keep the state in memory.",
        StateLayoutException => $"The state kept in {options.Data} cannot be taken up: {exception.Message} Start once with --fresh, or choose another --data folder.",
        HttpRequestException when options.Platform is not null => $"The emulator at {options.Platform} does not answer. Start it, or leave --platform out to start one.",
        _ => null,
    };

    private static string PortInUse(SandboxOptions options)
    {
        (int Port, string Option, string What)[] ports =
        [
            (options.EmulatorPort, "--emulator-port", "the emulated Boomi"),
            (options.GrpcPort, "--grpc-port", "the engine's gRPC"),
            (options.Port, "--port", "the host"),
            (options.IssuerPortOrNext, "--issuer-port", "the development sign-in"),
        ];
        var busy = ports.Where(port => port.Port != 0 && (options.Platform is null || port.Option != "--emulator-port") && !IsFree(port.Port)).ToList();
        var lines = busy.Select(port => $"Port {port.Port}, which {port.What} wants, is in use. Choose another with {port.Option} (0 takes any free one).");
        return busy.Count > 0
            ? string.Join(Environment.NewLine, [.. lines, "Perhaps a sandbox runs already; stop it with Ctrl+C where it was started."])
            : "A port that the sandbox wants is in use. Choose others with --port, --issuer-port, --grpc-port and --emulator-port (0 takes any free one).";
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
