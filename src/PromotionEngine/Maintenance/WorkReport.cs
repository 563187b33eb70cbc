using PromotionEngine.State;
using PromotionService.V1;

namespace PromotionEngine.Maintenance;

/// <summary>What a piece of maintenance did.</summary>
public sealed class WorkReport
{
    private readonly List<string> _findings = [];

    /// <summary>Things looked at.</summary>
    public int Examined { get; set; }

    /// <summary>Things changed, or that a dry run would change.</summary>
    public int Changed { get; private set; }

    /// <summary>Things that could not be settled and need a person.</summary>
    public int Failed { get; private set; }

    /// <summary>A line each, for people.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>Something was changed.</summary>
    public void Change(string finding)
    {
        Changed++;
        _findings.Add(finding);
    }

    /// <summary>Something needs a person.</summary>
    public void Fail(string finding)
    {
        Failed++;
        _findings.Add(finding);
    }

    /// <summary>Promotions that another version wrote are left alone, and somebody has to know.</summary>
    internal void LeaveAlone(IEnumerable<UnreadablePromotion> promotions)
    {
        foreach (var promotion in promotions)
        {
            Fail($"Promotion {promotion.Id} was left alone. {promotion.Reason}");
        }
    }

    /// <summary>Something is worth knowing.</summary>
    public void Note(string finding) => _findings.Add(finding);

    /// <summary>The report as the contract writes it.</summary>
    internal MaintenanceReport ToMessage() => new() { Examined = Examined, Changed = Changed, Failed = Failed, Findings = { _findings } };
}
