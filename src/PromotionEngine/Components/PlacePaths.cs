using System.Security.Cryptography;
using System.Text;

namespace PromotionEngine.Components;

/// <summary>
/// Names secret places by where they are: steps by <c>id</c>, <c>key</c> or <c>name</c> where an element has one, by position where not. Long steps and paths
/// are replaced by their digests, so that a document cannot make its paths larger than itself.
/// </summary>
internal sealed class PlacePaths(string xml, Func<string, string> identity)
{
    private const int LongestStep = 128;
    private const int LongestPath = 1024;
    private const int LongestName = 100;

    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>Names a place in the innermost of the open elements.</summary>
    public SecretPlace Place(List<WalkFrame> frames, int depth, string tail, string name, PlaceEncryption encryption, bool isEntry)
    {
        var frame = frames[depth - 1];
        var path = PathOf(frames, depth) + Short(tail, LongestStep);
        var count = _seen.GetValueOrDefault(path) + 1;
        _seen[path] = count;
        return new SecretPlace(
            count == 1 ? path : $"{path}#{count}",
            name.Length <= LongestName ? name : name[..LongestName],
            isEntry ? Step(frame) + tail : null,
            encryption);
    }

    private string PathOf(List<WalkFrame> frames, int depth)
    {
        var known = depth - 1;
        while (known > 0 && frames[known].Path is null)
        {
            known--;
        }

        var path = frames[known].Path ?? string.Empty;
        for (var index = known + 1; index < depth; index++)
        {
            var step = Step(frames[index]);
            path = Short(path.Length == 0 ? step : $"{path}/{step}", LongestPath);
            frames[index].Path = path;
        }

        return path;
    }

    private string Step(WalkFrame frame)
    {
        var name = Short(frame.Name.Local, LongestStep);
        if (frame.Identity is var (attribute, start, end))
        {
            var value = identity(CharacterReferences.Resolve(xml.AsSpan(start, end - start)));
            return $"{name}[@{attribute}='{Short(value, LongestStep)}']";
        }

        return frame.Position == 1 ? name : $"{name}[{frame.Position}]";
    }

    private static string Short(string text, int longest)
        => text.Length <= longest ? text : $"…{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
