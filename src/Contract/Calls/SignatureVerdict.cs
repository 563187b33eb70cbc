namespace Contract.Calls;

/// <summary>What a look at a call's signature showed.</summary>
public enum SignatureVerdict
{
    /// <summary>The call is signed with a key we know, fresh, and new.</summary>
    Valid,

    /// <summary>There is no signature.</summary>
    Missing,

    /// <summary>There is something else in the place of the signature, or more than one.</summary>
    Malformed,

    /// <summary>The signature is too old, or from the future.</summary>
    Expired,

    /// <summary>No key we know made this signature over this call.</summary>
    Wrong,

    /// <summary>The call was taken before.</summary>
    Replayed,
}
