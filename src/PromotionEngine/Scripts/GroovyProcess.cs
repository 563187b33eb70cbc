using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace PromotionEngine.Scripts;

/// <summary>One running Groovy compiler. It checks one script at a time; when anything goes wrong it is ended and not used again.</summary>
internal sealed class GroovyProcess : IDisposable
{
    private const int LargestText = 64 * 1024;
    private const int MostFindings = 1_000;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Process _process;
    private readonly CompilerThread _talk = new("Groovy check");
    private readonly CompilerThread _complaints = new("Groovy complaints");
    private readonly StringBuilder _complained = new();
    private readonly GroovyInstallation _installation;
    private int _ended;

    private GroovyProcess(Process process, GroovyInstallation installation) => (_process, _installation) = (process, installation);

    /// <summary>The process, for tests.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it can take a script.</summary>
    public bool IsAlive => Volatile.Read(ref _ended) == 0 && !_process.HasExited;

    /// <summary>Starts a compiler; <see cref="ReadyAsync"/> says when it can be used. Dispose of it in any case.</summary>
    /// <exception cref="ScriptCheckException">Something is missing on this machine.</exception>
    public static GroovyProcess Start(ScriptOptions options)
    {
        var installation = GroovyInstallation.Find(options);
        var start = new ProcessStartInfo(installation.Java) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in installation.Arguments(options))
        {
            start.ArgumentList.Add(argument);
        }

        var compiler = new GroovyProcess(Launch(start), installation);
        compiler.Listen();
        return compiler;
    }

    /// <summary>Ends when the compiler is warm.</summary>
    /// <exception cref="ScriptCheckException">It did not start, or is not Groovy 2.4.</exception>
    public async Task ReadyAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var version = await Bounded(_talk.RunAsync(ReadText), limit, time, cancellationToken);
            if (!version.StartsWith("2.4.", StringComparison.Ordinal))
            {
                throw new ScriptCheckException($"Groovy scripts cannot be checked: the platform runs Groovy 2.4, and this is {version} ({_installation.ClassPath}).");
            }
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or InvalidDataException or ObjectDisposedException or InvalidOperationException)
        {
            throw new ScriptCheckException($"Groovy scripts cannot be checked: the compiler did not start. {FirstComplaint()}".TrimEnd(), exception);
        }
    }

    /// <summary>Checks a script.</summary>
    /// <exception cref="IOException">The process ended. It is not to be used again.</exception>
    /// <exception cref="TimeoutException">It took too long and was ended.</exception>
    public async Task<IReadOnlyList<ScriptFinding>> CheckAsync(string script, TimeSpan limit, TimeProvider time)
    {
        try
        {
            return await Bounded(_talk.RunAsync(() => Exchange(script)), limit, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            Dispose();
            throw;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or ObjectDisposedException or InvalidOperationException)
        {
            Dispose();
            throw new IOException("The compiler ended.", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        try
        {
            _process.Kill();
            _process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        catch (InvalidOperationException)
        {
            // It had ended by itself.
        }

        _talk.Dispose();
        _complaints.Dispose();
        _process.Dispose();
    }

    private static Process Launch(ProcessStartInfo start)
    {
        try
        {
            var process = Process.Start(start) ?? throw new ScriptCheckException($"Groovy scripts cannot be checked: {start.FileName} did not start.");
            LowerPriority(process);
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new ScriptCheckException($"Groovy scripts cannot be checked: {start.FileName} cannot be started. {exception.Message}", exception);
        }
    }

    // A hundred scripts at once must not slow down what else the engine does.
    private static void LowerPriority(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            // Not allowed here, or the process has ended already, which shows soon.
        }
    }

    // What the process complains about is read, so that it never waits for us to do so; the beginning is kept for the message of a failed start.
    private void Listen()
    {
        var reader = _process.StandardError;
        _complaints.Post(() =>
        {
            while (reader.ReadLine() is { } line)
            {
                Keep(line);
            }
        });
    }

    private void Keep(string line)
    {
        lock (_complained)
        {
            if (_complained.Length < 1_000)
            {
                _complained.AppendLine(line);
            }
        }
    }

    private string FirstComplaint()
    {
        lock (_complained)
        {
            return _complained.ToString().Split('\n', 2)[0].Trim();
        }
    }

    private static async Task<T> Bounded<T>(Task<T> work, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await work.WaitAsync(limit, time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // The process is ended next, and the reading with it; its failure is expected.
            _ = work.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }

    private List<ScriptFinding> Exchange(string script)
    {
        var bytes = Utf8.GetBytes(script);
        var request = new byte[4 + bytes.Length];
        BinaryPrimitives.WriteInt32BigEndian(request, bytes.Length);
        bytes.CopyTo(request, 4);
        var input = _process.StandardInput.BaseStream;
        input.Write(request);
        input.Flush();
        var count = ReadNumber();
        if (count is < 0 or > MostFindings)
        {
            throw new InvalidDataException("The compiler's answer cannot be read.");
        }

        var findings = new List<ScriptFinding>(count);
        for (var at = 0; at < count; at++)
        {
            var kind = Read(1)[0] == 1 ? ScriptFindingKind.Security : ScriptFindingKind.Syntax;
            findings.Add(new ScriptFinding(kind, ReadNumber(), ReadNumber(), ReadText()));
        }

        return findings;
    }

    private string ReadText()
    {
        var length = ReadNumber();
        return length is >= 0 and <= LargestText ? Utf8.GetString(Read(length)) : throw new InvalidDataException("The compiler's answer cannot be read.");
    }

    private int ReadNumber() => BinaryPrimitives.ReadInt32BigEndian(Read(4));

    private byte[] Read(int length)
    {
        var bytes = new byte[length];
        _process.StandardOutput.BaseStream.ReadExactly(bytes);
        return bytes;
    }
}
