using FsCheck;
using FsCheck.Fluent;
using PromotionEngine.Components;
using PromotionEngine.Tests.Fixtures;

namespace PromotionEngine.Tests.Components;

[TestFixture]
public sealed class PlainPartsTests
{
    [TestCase("Dev Root/Orders/Maps", "/Promoted/Orders/Maps")]
    [TestCase("Dev Root", "/Promoted")]
    [TestCase("", "/Promoted")]
    [TestCase("/Dev Root// Orders /", "/Promoted/Orders")]
    public void InProduction_DevPath_TakesThePlaceOfTheRoot(string dev, string expected) =>
        Assert.That(FolderPath.InProduction("Promoted", dev).Text, Is.EqualTo(expected));

    [Test]
    public void Equals_SameSegments_AreOnePath()
    {
        var (one, same, other) = (FolderPath.InProduction("P", "r/a/b"), FolderPath.InProduction("P", "x/a/b"), FolderPath.InProduction("P", "r/a/B"));

        Assert.That((one.Equals(same), one.GetHashCode() == same.GetHashCode(), one.Equals(other)), Is.EqualTo((true, true, false)));
        Assert.That(one.Take(2).Text, Is.EqualTo("/P/a"));
    }

    [Test]
    public void Unpack_AnyText_IsWhatWasPacked() => Properties.Check(Texts, text =>
    {
        var packed = PackedText.Pack(text);
        Assert.That((packed.Unpack(), packed.Length), Is.EqualTo((text, text.Length)));
    });

    [Test]
    public void Unpack_LargeDocument_IsWhatWasPackedAndWasSmaller()
    {
        var text = string.Concat(Enumerable.Range(0, 200_000).Select(number => $"<field id=\"{number % 50}\"/>"));

        Assert.That(PackedText.Pack(text).Unpack(), Is.EqualTo(text));
    }

    // Every character that XML may hold, astral ones and a byte-order mark in the middle and at the start included.
    private static Arbitrary<string> Texts { get; } = Gen.ListOf(Gen.Elements("a", "<", "ä", "€", "😀", "\uFEFF", "\r\n", "\t", "\u0085", "𝒳"))
        .Select(parts => string.Concat(parts))
        .ToArbitrary();
}
