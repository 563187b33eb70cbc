using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BoomiEmulator.State;

/// <summary>The whole state, the platform's and the other parts': named snapshots in memory, reset, and files.</summary>
/// <param name="world">The platform.</param>
/// <param name="parts">What is kept outside the platform.</param>
public sealed class EmulatorState(World world, IReadOnlyList<IWorldPart> parts)
{
    private static readonly JsonSerializerOptions FileOptions = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly ConcurrentDictionary<string, (WorldDocument World, object[] Parts)> _snapshots = new(StringComparer.Ordinal);

    /// <summary>The names of the snapshots.</summary>
    public IReadOnlyList<string> Snapshots => [.. _snapshots.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Keeps the present state under a name, in the place of an earlier one of that name.</summary>
    public void Save(string name) => _snapshots[name] = (world.Snapshot(), [.. parts.Select(static part => part.Snapshot())]);

    /// <summary>Goes back to a snapshot; false when there is none of that name.</summary>
    public bool Restore(string name)
    {
        if (!_snapshots.TryGetValue(name, out var snapshot))
            return false;

        world.Restore(snapshot.World);
        for (var i = 0; i < parts.Count; i++)
            parts[i].Restore(snapshot.Parts[i]);

        return true;
    }

    /// <summary>Makes the present state the one that <see cref="Reset"/> goes back to.</summary>
    public void SetBaseline()
    {
        world.SetBaseline();
        foreach (var part in parts)
            part.SetBaseline();
    }

    /// <summary>Goes back to the baseline.</summary>
    public void Reset()
    {
        world.Reset();
        foreach (var part in parts)
            part.Reset();
    }

    /// <summary>The whole state as JSON.</summary>
    public async Task ExportAsync(Stream target, CancellationToken cancellationToken)
    {
        var others = new JsonObject();
        foreach (var part in parts)
            others[part.Name] = part.Export();

        await JsonSerializer.SerializeAsync(target, new StateFile(world.Snapshot(), others), FileOptions, cancellationToken);
    }

    /// <summary>Replaces the whole state by what <see cref="ExportAsync"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not a state.</exception>
    public async Task ImportAsync(Stream source, CancellationToken cancellationToken)
    {
        var file = await JsonSerializer.DeserializeAsync<StateFile>(source, FileOptions, cancellationToken) ?? throw new JsonException("There is no state.");
        world.Restore(file.World);
        foreach (var part in parts)
            part.Import(file.Parts[part.Name]);
    }

    /// <summary>Writes the whole state to a file, which is there whole or as it was before.</summary>
    public async Task SaveFileAsync(string path, CancellationToken cancellationToken)
    {
        var unfinished = path + ".new";
        await using (var target = File.Create(unfinished))
            await ExportAsync(target, cancellationToken);

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Reads the whole state from a file.</summary>
    public async Task LoadFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var source = File.OpenRead(path);
        await ImportAsync(source, cancellationToken);
    }

    private sealed record StateFile(WorldDocument World, JsonObject Parts);
}
