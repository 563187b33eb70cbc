using System.Text;
using PromotionEngine.Components;

namespace PromotionEngine.Tests.Components.Generated;

/// <summary>A generated component, and how it is written in each version.</summary>
internal sealed record GeneratedComponent(string Prefix, ElementPiece Content, ElementPiece Overrides)
{
    public static TargetEnvelope CreateEnvelope { get; } = new() { BranchId = "branch", FolderId = "folder" };

    public static TargetEnvelope UpdateEnvelope { get; } = CreateEnvelope with { ComponentId = "0b0b0b0b-0000-4000-8000-00000000000b" };

    public IEnumerable<Piece> Pieces => Content.All().Concat(Overrides.All());

    public IEnumerable<SecretPiece> Secrets => Pieces.OfType<SecretPiece>();

    public string Write(Version version)
    {
        var p = Prefix.Length == 0 ? string.Empty : Prefix + ":";
        var ns = Prefix.Length == 0 ? "xmlns" : "xmlns:" + Prefix;
        var text = new StringBuilder("<?xml version='1.0'?>\r\n<!-- before -->");
        text.Append($"<{p}Component {ns}='{ComponentDocument.Namespace}'").Append(version switch
        {
            Version.Source => " version='3' name='N' componentId='0a0a0a0a-0000-4000-8000-00000000000a' type='connector-action' folderId='old' branchId='old' createdBy='x'",
            Version.Created => " name='N' type='connector-action' folderId='folder' branchId='branch'",
            Version.Main => " version='9' name='N' componentId='0b0b0b0b-0000-4000-8000-00000000000b' type='connector-action' folderId='folder' branchId='main'",
            _ => " name='N' componentId='0b0b0b0b-0000-4000-8000-00000000000b' type='connector-action' folderId='folder' branchId='branch'",
        });
        text.Append($">\n <{p}encryptedValues>");
        foreach (var path in Secrets.OfType<SecretEntryPiece>().Select(entry => entry.ListedPath).OfType<string>())
        {
            text.Append($"<{p}encryptedValue path=\"{path}\" isSet='true'/>");
        }

        text.Append($"</{p}encryptedValues><{p}object>");
        Content.Write(text, version);
        text.Append($"</{p}object >\t<{p}processOverrides>");
        Overrides.Write(text, version);
        return text.Append($"</{p}processOverrides></{p}Component>\n<!-- after -->").ToString();
    }

    public IEnumerable<GeneratedComponent> Shrink()
        => Content.Shrink().OfType<ElementPiece>().Select(content => this with { Content = content })
            .Concat(Overrides.Shrink().OfType<ElementPiece>().Select(overrides => this with { Overrides = overrides }));

    public override string ToString() => Write(Version.Source);
}
