using System.Globalization;
using PromotionEngine.Promotions;

namespace PromotionEngine.Deployments;

/// <summary>A deployment as an idempotency key is bound to it: the promotion and the attempt.</summary>
internal static class DeploymentReference
{
    /// <summary>As text.</summary>
    public static string Write(PromotionId promotion, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{promotion}#{attempt}");

    /// <summary>What the text means.</summary>
    public static (PromotionId Promotion, int Attempt) Read(string reference)
    {
        var at = reference.LastIndexOf('#');
        return (new PromotionId(reference[..at]), int.Parse(reference.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
