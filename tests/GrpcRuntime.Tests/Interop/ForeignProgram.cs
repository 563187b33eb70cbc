using System.Diagnostics;
using System.Text.Json;
using Testing;

namespace GrpcRuntime.Tests.Interop;

/// <summary>gRPC implementations that we did not write, as programs of their own. A test that needs one that is missing is skipped.</summary>
internal static class ForeignProgram
{
    private const string InstallNode = "npm install --prefix tests/GrpcRuntime.Tests/Interop";
    private const string InstallPython = "apt-get install python3-grpcio python3-protobuf";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>The folder of the scripts in the source tree, where npm puts its packages.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>A script with @grpc/grpc-js.</summary>
    public static (string Program, string Script) GrpcJs(string script)
    {
        var node = ExternalTool.Require("node", "apt-get install nodejs npm");
        RequirePackage("@grpc/grpc-js");
        RequirePackage("@grpc/proto-loader");
        return (node, Path.Combine(Folder, script));
    }

    /// <summary>The buf command.</summary>
    public static string Buf()
    {
        ExternalTool.Require("node", "apt-get install nodejs npm");
        RequirePackage("@bufbuild/buf");
        return Path.Combine(Folder, "node_modules", ".bin", "buf");
    }

    /// <summary>A script with grpcio.</summary>
    public static async Task<(string Program, string Script)> PythonAsync(string script)
    {
        // The python of the path need not be the one that the system's packages belong to.
        foreach (var python in new[] { ExternalTool.Find("python3"), "/usr/bin/python3" }.OfType<string>().Where(File.Exists).Distinct())
        {
            var (code, _, _) = await RunAsync(python, "-c", "import grpc, google.protobuf.message_factory");
            if (code == 0)
            {
                return (python, Path.Combine(Folder, script));
            }
        }

        Assert.Ignore($"python3 with grpcio is not on this machine. Install it with: {InstallPython}");
        return default;
    }

    /// <summary>Starts a program with all its streams redirected.</summary>
    public static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["BUF_CACHE_DIR"] = Path.Combine(Path.GetTempPath(), "promotion-buf-cache");
        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a client and reads the JSON that it prints.</summary>
    public static async Task<JsonElement> SeenByAsync((string Program, string Script) client, EchoServer server)
    {
        var (code, output, errors) = await RunAsync(client.Program, client.Script, $"127.0.0.1:{server.Port}");
        Assert.That(code, Is.Zero, errors);
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }

    private static void RequirePackage(string package)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", package)))
        {
            Assert.Ignore($"{package} is not on this machine. Install it with: {InstallNode}");
        }
    }

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Promotion.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(
            folder?.FullName ?? throw new InvalidOperationException("The tests do not run from within the source tree."),
            "tests",
            "GrpcRuntime.Tests",
            "Interop");
    }
}
