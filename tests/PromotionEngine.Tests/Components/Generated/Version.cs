namespace PromotionEngine.Tests.Components.Generated;

/// <summary>Which of the documents that belong together is written from a generated tree.</summary>
internal enum Version
{
    /// <summary>What the dev account holds.</summary>
    Source,

    /// <summary>What is to be sent to create it.</summary>
    Created,

    /// <summary>What main holds of an older promotion, with its own values at the secret places.</summary>
    Main,

    /// <summary>What is to be sent to update that.</summary>
    Updated,
}
