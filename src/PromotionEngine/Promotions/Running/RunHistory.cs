using PromotionEngine.Components;

namespace PromotionEngine.Promotions.Running;

/// <summary>What the journal says a run did before this engine had it.</summary>
internal sealed record RunHistory
{
    /// <summary>A run that just begins.</summary>
    public static RunHistory Empty { get; } = new();

    /// <summary>The plan that the run follows; null when none was noted.</summary>
    public PlanNote? Plan { get; init; }

    /// <summary>Why the run is being undone; null while it is not.</summary>
    public UndoNote? Undo { get; init; }

    /// <summary>Components whose write is finished, with what became of them.</summary>
    public IReadOnlyDictionary<ComponentId, ComponentResult> Written { get; init; } = new Dictionary<ComponentId, ComponentResult>();

    /// <summary>Components that were written once more with the references left out at first.</summary>
    public IReadOnlyDictionary<ComponentId, ComponentResult> Completed { get; init; } = new Dictionary<ComponentId, ComponentResult>();

    /// <summary>Components whose write was begun, and when; the outcome is not known, so the platform must be asked.</summary>
    public IReadOnlyDictionary<ComponentId, DateTimeOffset> InFlight { get; init; } = new Dictionary<ComponentId, DateTimeOffset>();

    /// <summary>The same for the second write of components that form a cycle.</summary>
    public IReadOnlyDictionary<ComponentId, DateTimeOffset> CompletionsInFlight { get; init; } = new Dictionary<ComponentId, DateTimeOffset>();

    /// <summary>Folders that the run created, or may have created when their ID is empty, in the order of their creation.</summary>
    public IReadOnlyList<FolderNote> Folders { get; init; } = [];
}
