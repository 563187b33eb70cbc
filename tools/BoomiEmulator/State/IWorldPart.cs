using System.Text.Json.Nodes;

namespace BoomiEmulator.State;

/// <summary>A part of the emulator's state that is kept outside <see cref="World"/> but shares its snapshots, resets and files.</summary>
public interface IWorldPart
{
    /// <summary>Its member in the file.</summary>
    string Name { get; }

    /// <summary>The whole state as a value that later changes do not touch.</summary>
    object Snapshot();

    /// <summary>Replaces the whole state by what <see cref="Snapshot"/> gave.</summary>
    void Restore(object snapshot);

    /// <summary>Makes the present state the one that <see cref="Reset"/> goes back to.</summary>
    void SetBaseline();

    /// <summary>Goes back to the baseline.</summary>
    void Reset();

    /// <summary>The whole state for a file.</summary>
    JsonNode? Export();

    /// <summary>Replaces the whole state by what <see cref="Export"/> gave.</summary>
    void Import(JsonNode? state);
}
