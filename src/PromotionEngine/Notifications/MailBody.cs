namespace PromotionEngine.Notifications;

/// <summary>What a mail says, before it is written as text and as a page.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Lead">The sentence that it begins with.</param>
internal sealed record MailBody(string Subject, string Lead)
{
    /// <summary>Facts, a label and a value each; those without a value are left out.</summary>
    public IReadOnlyList<(string Label, string Value)> Facts { get; init; } = [];

    /// <summary>Who said <see cref="Words"/>, for example "Reason"; empty when nobody said anything.</summary>
    public string WordsLabel { get; init; } = string.Empty;

    /// <summary>What a person wrote: a reason, a justification.</summary>
    public string Words { get; init; } = string.Empty;

    /// <summary>What the reader may do next.</summary>
    public string Next { get; init; } = string.Empty;

    /// <summary>What the link does, for example "Open the review".</summary>
    public required string LinkText { get; init; }

    /// <summary>Path of the page below the address of the pages, beginning with a slash.</summary>
    public required string LinkPath { get; init; }
}
