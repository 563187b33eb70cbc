using Jint.Parser;

namespace PromotionEngine.Scripts;

/// <summary>
/// Checks JavaScript with an ECMAScript 5 parser in this process. The parser works by recursion, so it gets a thread with a stack that the deepest
/// script of the allowed length fits into, after <see cref="NestingScan"/>.
/// </summary>
public sealed class JavaScriptChecker(ScriptOptions options, TimeProvider time) : IDisposable
{
    // 10,240 open brackets, the deepest that such a script can be, were measured to need less than half of it.
    private const int StackBytes = 64 * 1024 * 1024;

    private const int WarmRounds = 6;
    private const int WarmChecks = 10;
    private static readonly TimeSpan WarmPause = TimeSpan.FromMilliseconds(250);

    private static readonly string Sample = string.Concat(Enumerable.Repeat(
        """
        var parts = input.split(/[,;]/), rates = { "a": 1.5, b: [0x1f, null, true], get size() { return 2; } };
        function part(row, name) {
            var found = [];
            for (var i = 0; i < row.items.length; i++) { if (row.items[i].name === name && !row.items[i].gone) { found.push(row.items[i]['id']); } }
            for (var key in rates) { switch (typeof rates[key]) { case 'number': found.push(-rates[key] * 2); break; default: continue; } }
            try { do { found[0] += 'x' + i--; } while (i > 0 || found.length < 3); } catch (e) { throw new Error(e.message); } finally { i = 0; }
            return found.length ? found.join(',') : null; // none
        }

        """,
        14));

    private readonly SemaphoreSlim _turns = new(options.Workers);

    /// <summary>
    /// Checks a long script again and again, with pauses, so that the first people need not wait for the machine code of the parser: the runtime makes
    /// it of what runs often, and only while little that is new begins.
    /// </summary>
    public async Task WarmAsync(CancellationToken cancellationToken)
    {
        for (var round = 0; round < WarmRounds; round++)
        {
            for (var check = 0; check < WarmChecks; check++)
            {
                await CheckAsync(Sample, cancellationToken);
            }

            await Task.Delay(WarmPause, time, cancellationToken);
        }
    }

    /// <summary>What is wrong with the script; empty for a valid one.</summary>
    /// <exception cref="ScriptCheckException">It could not be checked.</exception>
    public async Task<IReadOnlyList<ScriptFinding>> CheckAsync(string script, CancellationToken cancellationToken)
    {
        if (!await WaitForTurnAsync(cancellationToken))
        {
            throw new ScriptCheckException("Too many scripts wait to be checked. Try again in a minute.");
        }

        var done = new TaskCompletionSource<IReadOnlyList<ScriptFinding>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Work(script, done), StackBytes) { IsBackground = true, Name = "JavaScript check" };
        thread.Start();
        return await done.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private async Task<bool> WaitForTurnAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.QueueTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _turns.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Work(string script, TaskCompletionSource<IReadOnlyList<ScriptFinding>> done)
    {
        try
        {
            done.SetResult(FindIn(script));
        }
        catch (Exception exception)
        {
            done.SetException(new ScriptCheckException("The JavaScript parser failed on this script.", exception));
        }
        finally
        {
            GiveTurnBack();
        }
    }

    private void GiveTurnBack()
    {
        try
        {
            _turns.Release();
        }
        catch (ObjectDisposedException)
        {
            // The engine stopped while the script was checked, so that nobody waits for a turn.
        }
    }

    private static IReadOnlyList<ScriptFinding> FindIn(string script)
    {
        if (NestingScan.FindTooDeep(script) is { } tooDeep)
        {
            return [tooDeep];
        }

        try
        {
            return JavaScriptRules.FindIn(new JavaScriptParser().Parse(script));
        }
        catch (ParserException exception)
        {
            return [new ScriptFinding(ScriptFindingKind.Syntax, exception.LineNumber, exception.Column, exception.Description)];
        }
        catch (ArgumentException exception)
        {
            // A regular expression or a number that .NET does not take.
            return [new ScriptFinding(ScriptFindingKind.Syntax, 0, 0, exception.Message)];
        }
    }
}
