using System.Text.Json.Nodes;
using PromotionEngine.Extensions;

namespace PromotionEngine.Tests.Extensions;

/// <summary>What of test goes to production.</summary>
[TestFixture]
public sealed class CopyPlanTests
{
    [TestCase("{\"key\":\"size\",\"value\":\"50\",\"useDefault\":true}", 0)]
    [TestCase("{\"key\":\"size\",\"value\":\"50\",\"useDefault\":\"true\"}", 0)]
    [TestCase("{\"key\":\"size\",\"value\":null,\"useDefault\":false}", 0)]
    [TestCase("{\"key\":\"size\",\"value\":\"50\",\"useDefault\":false}", 1)]
    [TestCase("{\"key\":\"size\",\"value\":\"\"}", 1)]
    public void Make_OfAFieldOfTest_CopiesItOnlyWhenTestSetsIt(string field, int copied)
    {
        var plan = CopyPlan.Make(Document(field), Document("{\"key\":\"size\",\"value\":\"75\",\"useDefault\":false}"));

        Assert.That((plan.FieldsCopied, plan.Change.IsEmpty, plan.Missing.Count), Is.EqualTo((copied, copied == 0, 0)));
    }

    private static ExtensionDocument Document(string field) =>
        new((JsonObject)JsonNode.Parse($"{{\"processProperties\":{{\"ProcessProperty\":[{{\"id\":\"p1\",\"ProcessPropertyValue\":[{field}]}}]}}}}")!);
}
