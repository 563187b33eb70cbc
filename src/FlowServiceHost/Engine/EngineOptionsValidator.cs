using Microsoft.Extensions.Options;

namespace FlowServiceHost.Engine;

/// <summary>Names everything that is wrong with the <c>Engine</c> section.</summary>
internal sealed class EngineOptionsValidator : IValidateOptions<EngineOptions>
{
    public ValidateOptionsResult Validate(string? name, EngineOptions options)
    {
        var problems = new List<string>();
        if (!Uri.TryCreate(options.Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            problems.Add($"Engine:Address '{options.Address}' is not an http or https address.");
        }

        Positive(options.DeadlineSeconds, "DeadlineSeconds");
        Positive(options.HealthTimeoutSeconds, "HealthTimeoutSeconds");
        Positive(options.MaxResponseBytes, "MaxResponseBytes");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Positive(int value, string setting)
        {
            if (value <= 0)
            {
                problems.Add($"Engine:{setting} must be greater than 0.");
            }
        }
    }
}
