namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>What the platform did with a callback.</summary>
internal enum CallbackResult
{
    /// <summary>It took it.</summary>
    Accepted,

    /// <summary>It does not wait on the token any more.</summary>
    Completed,

    /// <summary>It did not take it, or nothing sensible was answered; it may take it later.</summary>
    Rejected,

    /// <summary>It wants us to go elsewhere, which we do not.</summary>
    Redirected,

    /// <summary>The address may not be called.</summary>
    Refused,
}
