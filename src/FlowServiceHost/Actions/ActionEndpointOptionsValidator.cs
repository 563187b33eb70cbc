using Microsoft.Extensions.Options;

namespace FlowServiceHost.Actions;

/// <summary>Names everything that is wrong with the <c>Host</c> section.</summary>
internal sealed class ActionEndpointOptionsValidator : IValidateOptions<ActionEndpointOptions>
{
    public ValidateOptionsResult Validate(string? name, ActionEndpointOptions options)
    {
        var problems = new List<string>();
        if (!options.BasePath.StartsWith('/') || options.BasePath.EndsWith('/') || options.BasePath.AsSpan().ContainsAny("{}?#* "))
        {
            problems.Add($"Host:BasePath '{options.BasePath}' must begin with a slash, not end with one, and hold no special characters.");
        }

        if (options.MaxBodyBytes is < 1024 or > ActionEndpointOptions.LargestMaxBodyBytes)
        {
            problems.Add("Host:MaxBodyBytes must be between 1,024 and 67,108,864.");
        }

        if (options.MaxJsonDepth is < 8 or > 256)
        {
            problems.Add("Host:MaxJsonDepth must be between 8 and 256.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
