using FsCheck.Fluent;
using PromotionEngine.Tests.Components.Generated;
using Version = PromotionEngine.Tests.Components.Generated.Version;

namespace PromotionEngine.Tests.Components;

/// <summary>Properties prove little if their documents lack what they are about.</summary>
public sealed class GeneratorTests
{
    [Test]
    public void Components_Sampled_HoldEverythingThatPropertiesSpeakOf()
    {
        var components = Generator.Components.Generator.Sample(300, new FsCheck.Rnd(20261120, 3), 50).ToList();
        var pieces = components.SelectMany(component => component.Pieces).ToList();
        var documents = components.ConvertAll(component => component.Write(Version.Source));

        Assert.Multiple(() =>
        {
            foreach (var kind in new[] { typeof(TextPiece), typeof(CDataPiece), typeof(CommentPiece), typeof(InstructionPiece), typeof(SecretElementPiece), typeof(SecretEntryPiece) })
            {
                Assert.That(pieces.Count(kind.IsInstanceOfType), Is.GreaterThan(100), kind.Name);
            }

            Assert.That(documents.Count(xml => xml.Contains("&#x2D;", StringComparison.Ordinal)), Is.GreaterThan(50), "IDs spelled with references");
            Assert.That(documents.Count(xml => xml.Contains("DE100000", StringComparison.Ordinal)), Is.GreaterThan(20), "IDs in capitals");
            Assert.That(documents.Count(xml => xml.Contains("isSet", StringComparison.Ordinal)), Is.GreaterThan(50), "listed places");
        });
    }
}
