using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.Hosting;

/// <summary>
/// Looks at all settings before the host starts. The framework's own check at start keeps a monitor alive that throws, on whatever thread noticed it, when a file of
/// settings is changed to wrong ones later.
/// </summary>
internal static class StartCheck
{
    /// <summary>Reads the settings of every type in <paramref name="checks"/>.</summary>
    /// <exception cref="OptionsValidationException">Some cannot work; it names every problem of all of them.</exception>
    public static void Require(IServiceProvider services, params Func<IServiceProvider, object>[] checks)
    {
        var problems = new List<string>();
        foreach (var check in checks)
        {
            try
            {
                _ = check(services);
            }
            catch (OptionsValidationException exception)
            {
                problems.AddRange(exception.Failures);
            }
            catch (InvalidOperationException exception)
            {
                // A value that is not of its kind, such as a word for a number; or no key.
                problems.Add(exception.Message);
            }
        }

        if (problems.Count > 0)
        {
            throw new OptionsValidationException("settings", typeof(FlowServiceHostApp), problems);
        }
    }

    /// <summary>A check of the settings <typeparamref name="TOptions"/>.</summary>
    public static Func<IServiceProvider, object> Of<TOptions>()
        where TOptions : class => services => services.GetRequiredService<IOptions<TOptions>>().Value;
}
