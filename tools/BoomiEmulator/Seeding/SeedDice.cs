using System.Text;
using Bogus;

namespace BoomiEmulator.Seeding;

/// <summary>The only source of chance in a seeded world. The same seed and the same order of questions give the same answers.</summary>
internal sealed class SeedDice
{
    private const string AccountAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private readonly Faker _faker;
    private int _lastFolder = 2_000_000;

    public SeedDice(int seed) => _faker = new Faker("en") { Random = new Randomizer(seed) };

    /// <summary>Names, addresses, companies and the like.</summary>
    public Faker Faker => _faker;

    /// <summary>A new component or package id in the form that Boomi uses.</summary>
    public string NextId()
    {
        Span<char> digits = stackalloc char[36];
        for (var at = 0; at < digits.Length; at++)
        {
            digits[at] = at switch
            {
                8 or 13 or 18 or 23 => '-',
                14 => '4',
                19 => "89ab"[_faker.Random.Int(0, 3)],
                _ => HexDigit(),
            };
        }

        return new string(digits);
    }

    /// <summary>A new account id: a stem, a dash and six characters.</summary>
    /// <param name="stem">Lower-case letters.</param>
    public string NextAccountId(string stem)
    {
        var text = new StringBuilder(stem).Append('-');
        for (var at = 0; at < 6; at++)
            text.Append(AccountAlphabet[_faker.Random.Int(0, AccountAlphabet.Length - 1)]);

        return text.ToString();
    }

    /// <summary>A new folder id; folder numbers grow over all accounts.</summary>
    public string NextFolderId()
    {
        _lastFolder += Number(1, 400);
        return Convert.ToBase64String(Encoding.ASCII.GetBytes($"F:{_lastFolder}")).TrimEnd('=');
    }

    /// <summary>Lower-case hexadecimal digits.</summary>
    /// <param name="count">How many.</param>
    public string Hex(int count)
    {
        var text = new StringBuilder(count);
        for (var at = 0; at < count; at++)
            text.Append(HexDigit());

        return text.ToString();
    }

    /// <summary>A whole number between two bounds, both included.</summary>
    public int Number(int least, int most) => _faker.Random.Int(least, most);

    /// <summary>One of a list.</summary>
    public T Pick<T>(IReadOnlyList<T> from) => from[_faker.Random.Int(0, from.Count - 1)];

    /// <summary>Some of a list, without repeats, in the list's order.</summary>
    public IReadOnlyList<T> PickSome<T>(IReadOnlyList<T> from, int count)
    {
        var left = Math.Min(count, from.Count);
        var picked = new List<T>(left);
        for (var at = 0; at < from.Count && left > 0; at++)
        {
            if (_faker.Random.Int(1, from.Count - at) > left)
                continue;

            picked.Add(from[at]);
            left--;
        }

        return picked;
    }

    private char HexDigit() => "0123456789abcdef"[_faker.Random.Int(0, 15)];
}
