using System.Collections.Concurrent;

namespace PromotionEngine.Scripts;

/// <summary>
/// Checks Groovy scripts with a few warm compilers. Each check has a compiler for itself; who comes when all are busy waits. A compiler that ended,
/// or that took too long and was ended, is replaced when the next script comes.
/// </summary>
public sealed class GroovyChecker(ScriptOptions options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(options.Workers);
    private readonly ConcurrentStack<GroovyProcess> _idle = new();
    private readonly ConcurrentDictionary<GroovyProcess, byte> _all = new();
    private volatile bool _disposed;

    /// <summary>Processes of the compilers that run.</summary>
    internal IReadOnlyList<int> ProcessIds => [.. _all.Keys.Where(compiler => compiler.IsAlive).Select(compiler => compiler.Id)];

    /// <summary>Starts a compiler unless one is there.</summary>
    /// <exception cref="ScriptCheckException">None can be started; the message says what is missing.</exception>
    public async Task WarmAsync(CancellationToken cancellationToken)
    {
        await TakeTurnAsync(cancellationToken);
        await WarmInTurnAsync().WaitAsync(cancellationToken);
    }

    /// <summary>What is wrong with the script; empty for a valid one.</summary>
    /// <exception cref="ScriptCheckException">It could not be checked.</exception>
    public async Task<IReadOnlyList<ScriptFinding>> CheckAsync(string script, CancellationToken cancellationToken)
    {
        await TakeTurnAsync(cancellationToken);

        // Once begun a check is ended by its own time limit only: a caller who hangs up must not leave a compiler in the middle of an answer.
        return await InTurnAsync(script).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        foreach (var compiler in _all.Keys)
        {
            compiler.Dispose();
        }
    }

    private async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.QueueTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _turns.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ScriptCheckException("Too many scripts wait to be checked. Try again in a minute.");
        }
    }

    private async Task WarmInTurnAsync()
    {
        try
        {
            _idle.Push(await TakeCompilerAsync());
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<IReadOnlyList<ScriptFinding>> InTurnAsync(string script)
    {
        try
        {
            // A compiler may have been ended from outside while it was idle; then another one gets the script.
            return await WithCompilerAsync(script) ?? await WithCompilerAsync(script)
                ?? throw new ScriptCheckException("The compiler ended while it read the script. Shorten or simplify it.");
        }
        finally
        {
            _turns.Release();
        }
    }

    // Null when the compiler ended.
    private async Task<IReadOnlyList<ScriptFinding>?> WithCompilerAsync(string script)
    {
        var compiler = await TakeCompilerAsync();
        try
        {
            var findings = await compiler.CheckAsync(script, options.CheckTimeout, time);
            _idle.Push(compiler);
            return findings;
        }
        catch (IOException)
        {
            Forget(compiler);
            return null;
        }
        catch (TimeoutException exception)
        {
            Forget(compiler);
            throw new ScriptCheckException($"The compiler did not finish within {options.CheckTimeout.TotalSeconds:0.#} seconds and was stopped. Simplify the script.", exception);
        }
    }

    private async Task<GroovyProcess> TakeCompilerAsync()
    {
        while (_idle.TryPop(out var idle))
        {
            if (idle.IsAlive)
            {
                return idle;
            }

            Forget(idle);
        }

        // Known before it is ready: an engine that stops meanwhile ends it, too.
        var started = GroovyProcess.Start(options);
        _all[started] = 0;
        try
        {
            if (_disposed)
            {
                throw new ScriptCheckException("The engine is stopping.");
            }

            await started.ReadyAsync(options.StartTimeout, time);
            return started;
        }
        catch
        {
            Forget(started);
            throw;
        }
    }

    private void Forget(GroovyProcess compiler)
    {
        compiler.Dispose();
        _all.TryRemove(compiler, out _);
    }
}
