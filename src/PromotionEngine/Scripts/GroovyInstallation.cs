using System.Globalization;

namespace PromotionEngine.Scripts;

/// <summary>Where Java and Groovy 2.4 are on this machine, and the command line that starts a compiler with them.</summary>
/// <param name="Java">The program.</param>
/// <param name="ClassPath">Class path with Groovy.</param>
public sealed record GroovyInstallation(string Java, string ClassPath)
{
    private const string Install = "Install both on the engine's machine (Debian: apt-get install groovy default-jre-headless), or name them in the settings Scripts:Java and Scripts:GroovyClassPath.";

    private static readonly string[] UsualHomes = ["/usr/share/groovy", "/opt/groovy"];

    private static readonly string Sources = Path.Combine(AppContext.BaseDirectory, "Scripts", "Groovy");

    /// <summary>Finds them.</summary>
    /// <exception cref="ScriptCheckException">One is missing; the message says what to install.</exception>
    public static GroovyInstallation Find(ScriptOptions options)
    {
        var java = FindProgram(options.Java)
            ?? throw new ScriptCheckException($"Groovy scripts cannot be checked: there is no Java ({options.Java}). {Install}");
        var classPath = options.GroovyClassPath.Length > 0 ? options.GroovyClassPath : FindGroovy();
        return classPath is null
            ? throw new ScriptCheckException($"Groovy scripts cannot be checked: there is no Groovy 2.4. {Install}")
            : new GroovyInstallation(java, classPath);
    }

    /// <summary>What is missing for checking Groovy, and how to install it; null when nothing is.</summary>
    public static string? FindMissing(ScriptOptions options)
    {
        try
        {
            Find(options);
            return null;
        }
        catch (ScriptCheckException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Arguments that start a compiler: little memory, the quick compiler of the machine code, no downloads.</summary>
    public IReadOnlyList<string> Arguments(ScriptOptions options) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"-Xmx{options.HeapMegabytes}m"),
        "-XX:MaxMetaspaceSize=128m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.awt.headless=true",
        "-Dgroovy.grape.enable=false",
        "-cp",
        $"{ClassPath}{Path.PathSeparator}{Sources}",
        "groovy.ui.GroovyMain",
        Path.Combine(Sources, "GroovyWorker.groovy"),
        // The compiler ends itself should nobody be there any more to end it.
        string.Create(CultureInfo.InvariantCulture, $"{(long)options.CheckTimeout.TotalMilliseconds + 2_000}"),
    ];

    private static string? FindProgram(string name)
    {
        if (name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return File.Exists(name) ? name : null;
        }

        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    // One jar that holds everything, or a folder of jars.
    private static string? FindGroovy()
    {
        var homes = new[] { Environment.GetEnvironmentVariable("GROOVY_HOME") }.OfType<string>().Where(home => home.Length > 0).Concat(UsualHomes);
        return homes.Select(home => Jars(Path.Combine(home, "embeddable"), "groovy-all-2.4.*.jar").FirstOrDefault(jar => !jar.Contains("-indy", StringComparison.Ordinal))
                ?? (Jars(Path.Combine(home, "lib"), "groovy-2.4.*.jar").Any() ? Path.Combine(home, "lib", "*") : null))
            .FirstOrDefault(found => found is not null)
            ?? Jars("/usr/share/java", "groovy-all-2.4.*.jar").FirstOrDefault();
    }

    private static IEnumerable<string> Jars(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal) : [];
}
