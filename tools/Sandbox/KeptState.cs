using PromotionEngine.State;
using PromotionEngine.State.InMemory;

namespace Sandbox;

/// <summary>The engine's in-memory store with a file that keeps it between starts: read before the engine uses it, written at a clean stop.</summary>
internal sealed class KeptState(InMemoryStateStore store, string? file)
{
    /// <summary>The store that the engine is given.</summary>
    public InMemoryStateStore Store => store;

    /// <summary>The store for <paramref name="options"/>; null when the state is in Redis.</summary>
    public static KeptState? For(SandboxOptions options)
    {
        if (options.Redis.Length > 0)
        {
            return null;
        }

        var file = options.Data.Length > 0 ? Path.Combine(options.Data, "state.json") : null;
        return new KeptState(new InMemoryStateStore(TimeProvider.System), file);
    }

    /// <summary>Takes up what the file holds. A store of another world than the kept one would know promotions that never were there.</summary>
    /// <param name="isNewWorld">Whether the emulated Boomi starts anew, and with it everything else.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StateLayoutException">The file was written by another version, or is damaged.</exception>
    public async Task LoadAsync(bool isNewWorld, CancellationToken cancellationToken)
    {
        if (file is null || !File.Exists(file))
        {
            return;
        }

        if (isNewWorld)
        {
            File.Delete(file);
            return;
        }

        store.Restore(await File.ReadAllTextAsync(file, cancellationToken));
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public async Task SaveAsync()
    {
        if (file is null)
        {
            return;
        }

        var partial = $"{file}.partial";
        await File.WriteAllTextAsync(partial, store.Snapshot(), CancellationToken.None);
        File.Move(partial, file, overwrite: true);
    }
}
