namespace PromotionEngine.Boomi.DataHub;

/// <summary>
/// The time in which a writer may begin to write: beyond it somebody else may write something newer, which must not be overwritten. It is looked at beside every
/// token of cancellation, since a process that stood still goes on before its timers do.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="length">How long it is open, from now.</param>
public sealed class WriteWindow(TimeProvider time, TimeSpan length)
{
    private readonly long _opened = time.GetTimestamp();

    /// <summary>How long it stays open; nothing when it is closed.</summary>
    public TimeSpan Left => length - time.GetElapsedTime(_opened) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>Does nothing while it is open.</summary>
    /// <exception cref="DataHubException">It is closed.</exception>
    public void ThrowIfClosed()
    {
        if (Left == TimeSpan.Zero)
        {
            throw new DataHubException(DataHubErrorKind.TimedOut, 0, "It was not written in the time that the writer had; whoever has it now writes it.");
        }
    }
}
