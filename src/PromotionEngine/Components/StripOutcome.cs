namespace PromotionEngine.Components;

/// <summary>What a stripped place holds in the document that is sent.</summary>
public enum StripOutcome
{
    /// <summary>Nothing: an empty value. On a create always; on an update where main has no such place.</summary>
    Emptied,

    /// <summary>What main holds at the same place.</summary>
    TakenFromMain,

    /// <summary>It is not in the document, so that the platform keeps the encrypted value it has.</summary>
    LeftToPlatform,
}
