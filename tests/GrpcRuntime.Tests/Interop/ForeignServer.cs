using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using GrpcRuntime.Tests.Protos;

namespace GrpcRuntime.Tests.Interop;

/// <summary>The echo service served by somebody else's gRPC. It ends when its input is closed.</summary>
internal sealed class ForeignServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly GrpcChannel _channel;

    private ForeignServer(Process process, int port)
    {
        _process = process;
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
    }

    public GrpcChannel Channel => _channel;

    public Echo.EchoClient Client => new(_channel);

    /// <summary>Starts <c>grpc-js</c> or <c>python</c>, with <c>gzip</c> behind it for compressed responses.</summary>
    public static async Task<ForeignServer> StartAsync(string kind)
    {
        var (program, script) = kind.StartsWith("python", StringComparison.Ordinal)
            ? await ForeignProgram.PythonAsync("python_server.py")
            : ForeignProgram.GrpcJs("grpcjs-server.mjs");
        var process = ForeignProgram.Start(program, [script, .. kind.Split(' ').Skip(1)]);
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        if (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException("The server did not start: " + await process.StandardError.ReadToEndAsync());
        }

        return new ForeignServer(process, port);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
