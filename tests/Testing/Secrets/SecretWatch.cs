using System.Buffers;
using System.Collections.Concurrent;
using System.Text;

namespace Testing.Secrets;

/// <summary>
/// Looks for the secrets that the seeds and the settings of tests plant, in everything that the watched parts of a run give away: answers, logs, traces, mails and what
/// is stored. Each planted secret holds one of a few words, which are looked for as they are and in Base64 at every offset.
/// </summary>
public sealed class SecretWatch
{
    /// <summary>The word in every secret that stands in seeded components and extensions, or that tests make up.</summary>
    public const string Word = "canary-";

    private const int Around = 100;
    private const int MostFindings = 20;

    // Besides it the fixed tokens of emulator, sandbox and test hosts.
    private static readonly string[] Words =
    [
        Word, "emulator-token", "test-repository-token", "sandbox-repository-token", "sandbox-connector-token", "a-long-random-token-of-the-flow-connector",
    ];

    private static readonly string[] Forms = [.. Words, .. Words.SelectMany(Base64Forms).Distinct(StringComparer.Ordinal)];
    private static readonly SearchValues<string> Sought = SearchValues.Create(Forms, StringComparison.Ordinal);

    private readonly ConcurrentQueue<string> _findings = new();

    /// <summary>That of this test run; <see cref="NoSecretsAttribute"/> fails the tests during which it found something.</summary>
    public static SecretWatch OfThisRun { get; } = new();

    /// <summary>How many characters a text must overlap the next with, so that nothing is missed between them.</summary>
    public static int Overlap { get; } = Forms.Max(form => form.Length) - 1;

    /// <summary>What was found and where, each once.</summary>
    public IReadOnlyCollection<string> Findings => _findings;

    /// <summary>Looks at something that was given away.</summary>
    /// <param name="where">What it is, for people.</param>
    /// <param name="text">What was given away.</param>
    public void Look(string where, ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAny(Sought);
        if (at >= 0 && _findings.Count < MostFindings)
        {
            _findings.Enqueue($"{where}: …{text[Math.Max(0, at - Around)..Math.Min(text.Length, at + Around)]}…");
        }
    }

    /// <summary>Looks at a text and at what is packed in it.</summary>
    public void LookInside(string where, string text)
    {
        Look(where, text);
        foreach (var part in PackedText.Inside(text))
        {
            Look($"{where}, packed", part);
        }
    }

    /// <summary>Takes what was found; nothing is left.</summary>
    public IReadOnlyList<string> Take()
    {
        var taken = new List<string>();
        while (_findings.TryDequeue(out var finding))
        {
            taken.Add(finding);
        }

        return taken;
    }

    // The characters that do not depend on what stands before and after the word.
    private static IEnumerable<string> Base64Forms(string word)
    {
        for (var offset = 0; offset < 3; offset++)
        {
            var bytes = new byte[offset + word.Length];
            Encoding.ASCII.GetBytes(word, bytes.AsSpan(offset));
            var first = offset == 0 ? 0 : offset + 1;
            var end = bytes.Length * 8 / 6;
            yield return Convert.ToBase64String(bytes)[first..end];
        }
    }
}
