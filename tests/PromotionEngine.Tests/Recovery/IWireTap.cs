namespace PromotionEngine.Tests.Recovery;

/// <summary>Recognises, in the bytes of one connection, the writes that are worth a moment.</summary>
internal interface IWireTap
{
    /// <summary>The write that begins in what the engine sends, or null.</summary>
    string? Sent(ReadOnlySpan<byte> bytes);

    /// <summary>The write whose answer begins in what the engine is sent, or null.</summary>
    string? Answered(ReadOnlySpan<byte> bytes);
}
