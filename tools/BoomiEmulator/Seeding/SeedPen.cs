using System.Security;
using System.Text;

namespace BoomiEmulator.Seeding;

/// <summary>What writes one document: it plants secrets and look-alikes and notes where.</summary>
internal sealed class SeedPen(SeedDice dice, string accountId, string componentId, string secretWord, SeedLedger ledger)
{
    private readonly List<string> _encryptedPaths = [];

    public SeedDice Dice => dice;

    public string ComponentId => componentId;

    /// <summary>The paths that the document lists under <c>encryptedValues</c>.</summary>
    public IReadOnlyList<string> EncryptedPaths => _encryptedPaths;

    /// <summary>Escapes text for an attribute or an element.</summary>
    public static string Escape(string text) => SecurityElement.Escape(text)!;

    /// <summary>A new secret.</summary>
    /// <param name="place">What kind of place it will stand in.</param>
    /// <param name="name">What names it there.</param>
    public string Secret(SecretPlace place, string name)
    {
        var word = $"{secretWord}-{dice.Hex(16)}";
        var value = name.Contains("url", StringComparison.OrdinalIgnoreCase) ? $"https://{word}.abc.example/v2" : word;
        return Note(place, name, value);
    }

    /// <summary>A new secret that looks like the one-way hash that the platform shows instead of a password.</summary>
    public string Hash(string name) => Note(SecretPlace.HashLike, name, dice.Hex(128));

    /// <summary>A new secret whose place the document's <c>encryptedValues</c> lists.</summary>
    public string Encrypted(string path)
    {
        _encryptedPaths.Add(path);
        return Secret(SecretPlace.EncryptedPath, path);
    }

    /// <summary>Lists a place under <c>encryptedValues</c> whose secret is planted otherwise.</summary>
    public void List(string path) => _encryptedPaths.Add(path);

    /// <summary>A new value that must survive although its name resembles a secret's.</summary>
    public string Keep(string name)
    {
        var value = $"keep-{dice.Hex(12)}";
        ledger.LookAlikes.Add(new SeedLookAlike(accountId, componentId, name, value));
        return value;
    }

    /// <summary>Elements with a secret as their text.</summary>
    public string Elements(params IEnumerable<string> names)
    {
        var text = new StringBuilder();
        foreach (var name in names)
            text.Append($"<{name}>{Secret(SecretPlace.ElementText, name)}</{name}>");

        return text.ToString();
    }

    private string Note(SecretPlace place, string name, string value)
    {
        ledger.Secrets.Add(new PlantedSecret(accountId, componentId, place, name, value));
        return value;
    }
}
