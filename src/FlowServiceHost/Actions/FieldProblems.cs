using Contract.Errors;

namespace FlowServiceHost.Actions;

/// <summary>Collects what is wrong with a request, so that one answer names all of it.</summary>
public sealed class FieldProblems
{
    /// <summary>How many missing, and how many wrong fields an answer names; the rest it counts.</summary>
    public const int MostNamed = 50;

    private readonly OrderedDictionary<string, bool> _missing = new(StringComparer.Ordinal);
    private readonly List<string> _wrong = [];
    private readonly HashSet<string> _wrongPaths = new(StringComparer.Ordinal);
    private readonly HashSet<string> _codes = new(StringComparer.Ordinal);

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => Count > 0;

    /// <summary>How many things are wrong.</summary>
    public int Count => _missing.Count + _wrong.Count;

    /// <summary>The code to answer with: the one that all problems share, else INVALID_REQUEST.</summary>
    public string Code => _codes.Count == 1 ? _codes.Single() : ErrorCodes.InvalidRequest;

    /// <summary>Notes that a required field is missing.</summary>
    /// <param name="path">Name of the field with its place, for example <c>components[3].componentId</c>.</param>
    public void Missing(string path)
    {
        _missing.TryAdd(path, value: true);
        _codes.Add(ErrorCodes.InvalidRequest);
    }

    /// <summary>Notes that a field is there and wrong.</summary>
    /// <param name="path">Name of the field with its place.</param>
    /// <param name="what">The rest of a sentence that begins with the name, without its full stop.</param>
    /// <param name="code">The code to answer with, when there is no other problem.</param>
    public void Wrong(string path, string what, string code = ErrorCodes.InvalidRequest)
    {
        _wrongPaths.Add(path);
        _wrong.Add($"{path} {what}.");
        _codes.Add(code);
    }

    /// <summary>Whether the field at <paramref name="path"/> is noted as wrong.</summary>
    public bool IsWrong(string path) => _wrongPaths.Contains(path);

    /// <summary>All problems as one message for people.</summary>
    public override string ToString()
    {
        var sentences = new List<string>();
        if (_missing.Count > 0)
        {
            var more = _missing.Count > MostNamed ? $" and {_missing.Count - MostNamed} more" : string.Empty;
            sentences.Add($"Missing: {string.Join(", ", _missing.Keys.Take(MostNamed))}{more}.");
        }

        sentences.AddRange(_wrong.Take(MostNamed));
        if (_wrong.Count > MostNamed)
        {
            sentences.Add($"{_wrong.Count - MostNamed} more fields are wrong.");
        }

        return string.Join(' ', sentences);
    }
}
