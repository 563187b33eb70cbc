namespace BoomiEmulator.DataHub.State;

/// <summary>A model of the account: the draft, when there is one, and every published version in order.</summary>
internal sealed class ModelState
{
    public required string Id { get; init; }

    /// <summary>The name as given in the newest content.</summary>
    public required string Name { get; set; }

    /// <summary>A deleted model is no longer listed but still answered by id.</summary>
    public bool Deleted { get; set; }

    public string? DraftXml { get; set; }

    public List<string> Published { get; set; } = [];
}
