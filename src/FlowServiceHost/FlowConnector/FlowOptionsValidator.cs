using Microsoft.Extensions.Options;

namespace FlowServiceHost.FlowConnector;

/// <summary>Names everything that is wrong with the <c>Flow</c> section.</summary>
internal sealed class FlowOptionsValidator : IValidateOptions<FlowOptions>
{
    public ValidateOptionsResult Validate(string? name, FlowOptions options)
    {
        var problems = new List<string>();
        if (options.SyncTimeout < TimeSpan.FromSeconds(1) || options.SyncTimeout > FlowOptions.LongestAnswer)
        {
            problems.Add($"Flow:SyncTimeout must be between 1 and {FlowOptions.LongestAnswer.TotalSeconds:0} seconds; Flow gives up after about a minute.");
        }

        if (options.ProgressInterval < TimeSpan.FromSeconds(10) || options.ProgressInterval > TimeSpan.FromSeconds(30))
        {
            problems.Add("Flow:ProgressInterval must be between 10 and 30 seconds.");
        }

        if (options.PollInterval < TimeSpan.FromMilliseconds(100) || options.PollInterval > TimeSpan.FromMinutes(1))
        {
            problems.Add("Flow:PollInterval must be between a tenth of a second and a minute.");
        }

        if (options.CallbackTimeout < TimeSpan.FromSeconds(1) || options.CallbackTimeout > TimeSpan.FromSeconds(30))
        {
            problems.Add("Flow:CallbackTimeout must be between 1 and 30 seconds.");
        }

        if (options.GiveUpAfter <= TimeSpan.Zero || options.GiveUpAfter > TimeSpan.FromHours(36) || options.WorkTimeout <= TimeSpan.Zero || options.WorkTimeout > options.GiveUpAfter)
        {
            problems.Add("Flow:GiveUpAfter must be at most 36 hours, and Flow:WorkTimeout at most that.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
