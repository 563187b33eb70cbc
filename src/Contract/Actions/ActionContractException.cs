namespace Contract.Actions;

/// <summary>The protos break a rule of the house; every breach is named, so that all are mended at once.</summary>
public sealed class ActionContractException : Exception
{
    /// <summary>Makes the exception of <paramref name="problems"/>, a sentence each.</summary>
    public ActionContractException(IReadOnlyList<string> problems)
        : this($"The protos break {problems.Count} rule(s) of the contract:{Environment.NewLine}- {string.Join($"{Environment.NewLine}- ", problems)}")
    {
        Problems = problems;
    }

    /// <summary>Makes the exception without naming a breach.</summary>
    public ActionContractException()
    {
    }

    /// <summary>Makes the exception of a whole message.</summary>
    public ActionContractException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception of a whole message and what led to it.</summary>
    public ActionContractException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The breaches, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; } = [];
}
