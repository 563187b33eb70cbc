namespace PromotionEngine.Scripts;

/// <summary>Settings under <c>Scripts</c>: how scripts are checked.</summary>
public sealed class ScriptOptions
{
    /// <summary>Where the settings stand.</summary>
    public const string Section = "Scripts";

    /// <summary>The program that runs Java; a name is looked for on PATH.</summary>
    public string Java { get; set; } = "java";

    /// <summary>Class path with Groovy 2.4, for example <c>/opt/groovy/lib/*</c>; empty to look where packages put it, and below <c>GROOVY_HOME</c>.</summary>
    public string GroovyClassPath { get; set; } = string.Empty;

    /// <summary>Most memory for the objects of one compiler, in MiB; 32 to 1,024.</summary>
    public int HeapMegabytes { get; set; } = 128;

    /// <summary>Compilers, and checks of JavaScript, that may work at the same time; 1 to 16.</summary>
    public int Workers { get; set; } = 2;

    /// <summary>Longest that one check may take before its compiler is ended; 1 to 600 seconds.</summary>
    public TimeSpan CheckTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest that a check waits for its turn; 1 to 600 seconds.</summary>
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest that a compiler may take to start; 1 to 600 seconds.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a compiler is started together with the engine, so that the first check need not wait for it.</summary>
    public bool StartEarly { get; set; } = true;

    /// <summary>Every problem of these settings, in words; empty when they can be used.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Java))
        {
            yield return $"{Section}:{nameof(Java)} is empty.";
        }

        if (HeapMegabytes is < 32 or > 1_024)
        {
            yield return $"{Section}:{nameof(HeapMegabytes)} must be 32 to 1024.";
        }

        if (Workers is < 1 or > 16)
        {
            yield return $"{Section}:{nameof(Workers)} must be 1 to 16.";
        }

        foreach (var (name, value) in new[] { (nameof(CheckTimeout), CheckTimeout), (nameof(QueueTimeout), QueueTimeout), (nameof(StartTimeout), StartTimeout) })
        {
            if (value < TimeSpan.FromSeconds(1) || value > TimeSpan.FromMinutes(10))
            {
                yield return $"{Section}:{name} must be 1 to 600 seconds.";
            }
        }
    }
}
