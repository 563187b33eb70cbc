using PromotionEngine.Components;

namespace PromotionEngine.Tests.Components;

/// <summary>Documents for tests.</summary>
internal static class Sample
{
    public const string Own = "0a0a0a0a-0000-4000-8000-00000000000a";
    public const string DevA = "1d0f6a3e-1111-4aaa-8bbb-0123456789ab";
    public const string DevB = "2e1f7b4f-2222-4aaa-8bbb-0123456789ab";
    public const string ProdA = "9a9a9a9a-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
    public const string ProdB = "9b9b9b9b-bbbb-4bbb-8bbb-bbbbbbbbbbbb";

    public static IReadOnlyDictionary<string, string> Map { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [DevA] = ProdA,
        [DevB] = ProdB,
    };

    public static string Component(string content, string type = "process", string encryptedValues = "", string overrides = "<bns:processOverrides/>", string? root = null)
        => $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <bns:Component xmlns:bns="http://api.platform.boomi.com/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" {root ?? Root(type)}>
              <bns:encryptedValues>{encryptedValues}</bns:encryptedValues>
              <bns:description>text</bns:description>
              <bns:object>{content}</bns:object>
              {overrides}
            </bns:Component>
            """;

    public static string Root(string type) => $"folderFullPath=\"Acme/Orders\" componentId=\"{Own}\" version=\"7\" name=\"Order sync\" type=\"{type}\" "
        + "createdDate=\"2026-01-05T09:00:00Z\" createdBy=\"dev@acme.test\" modifiedDate=\"2026-02-01T10:11:12Z\" modifiedBy=\"dev@acme.test\" deleted=\"false\" "
        + "currentVersion=\"true\" folderName=\"Orders\" folderId=\"Rjo0Mg\" branchName=\"main\" branchId=\"Qjox\"";

    /// <summary>The content of <c>bns:object</c> in a document made by <see cref="Component"/>.</summary>
    public static string ContentOf(string xml)
    {
        var start = xml.IndexOf("<bns:object>", StringComparison.Ordinal) + "<bns:object>".Length;
        return xml[start..xml.IndexOf("</bns:object>", StringComparison.Ordinal)];
    }

    public static string Encrypted(string path) => $"<bns:encryptedValue path=\"{path.Replace("\"", "&quot;", StringComparison.Ordinal)}\" isSet=\"true\"/>";

    public static TransformPlan Create() => new()
    {
        IdMap = Map,
        Envelope = new TargetEnvelope { BranchId = "QjoyMw", FolderId = "Rjo5" },
    };

    public static TransformPlan Update(string mainXml) => Create() with
    {
        Envelope = new TargetEnvelope { BranchId = "QjoyMw", FolderId = "Rjo5", ComponentId = "0b0b0b0b-0000-4000-8000-00000000000b" },
        Production = ProductionValues.Read(ComponentDocument.Parse(mainXml)),
    };

    public static TransformResult Transform(string xml, TransformPlan? plan = null) => DocumentTransform.Apply(ComponentDocument.Parse(xml), plan ?? Create());

    public static string TransformContent(string content, string type = "process", string encryptedValues = "", TransformPlan? plan = null)
        => ContentOf(Transform(Component(content, type, encryptedValues), plan).Xml);
}
