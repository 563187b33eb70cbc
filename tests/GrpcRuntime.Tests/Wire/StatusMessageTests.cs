using FsCheck;
using FsCheck.Fluent;
using Grpc.Wire;

namespace GrpcRuntime.Tests.Wire;

public sealed class StatusMessageTests
{
    [Test]
    public void Encode_AnyText_IsPrintableAsciiAndReadsBack() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(23, 7),
            Prop.ForAll<string>(text =>
            {
                // Halves of a character cannot travel; they arrive as the replacement character.
                var whole = string.Concat((text ?? string.Empty).EnumerateRunes().Select(rune => rune.ToString()));
                var encoded = StatusMessage.Encode(whole);
                return encoded.All(character => character is >= ' ' and <= '~') && StatusMessage.Decode(encoded) == whole;
            }));

    [Test]
    public void Encode_TooLong_IsCutBetweenCharacters()
    {
        var encoded = StatusMessage.Encode(new string('x', StatusMessage.MaxEncodedLength - 1) + "ß");

        Assert.That(encoded, Is.EqualTo(new string('x', StatusMessage.MaxEncodedLength - 1)));
    }

    [Test]
    public void Decode_AnyText_NeverThrows() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(29, 11),
            Prop.ForAll<string>(text => StatusMessage.Decode("%" + text + "%") is not null));
}
