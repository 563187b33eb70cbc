using BoomiEmulator.Limits;

namespace BoomiEmulator;

/// <summary>The settings that may change while the emulator runs. Each is an immutable record that is exchanged as a whole.</summary>
public sealed class EmulatorSettings
{
    private volatile EmulatorLimits _limits;
    private volatile EmulatorDelays _delays;
    private volatile EmulatorSwitches _switches;

    /// <summary>Starts from the three records of <paramref name="options"/>.</summary>
    public EmulatorSettings(EmulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _limits = options.Limits;
        _delays = options.Delays;
        _switches = options.Switches;
    }

    /// <summary>Request and size limits in force.</summary>
    public EmulatorLimits Limits { get => _limits; set => _limits = value; }

    /// <summary>Delays in force.</summary>
    public EmulatorDelays Delays { get => _delays; set => _delays = value; }

    /// <summary>Switches in force.</summary>
    public EmulatorSwitches Switches { get => _switches; set => _switches = value; }
}
