using Contract.Outbound;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.Hosting;

/// <summary>Whom the host may call of its own accord. Section <c>Outbound</c>.</summary>
public sealed class OutboundOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Outbound";

    private static readonly string[] BoomiFlow = ["flow.boomi.com", "*.flow-prod.boomi.com"];

    /// <summary>Hosts that callbacks may go to, as <see cref="AllowedHosts"/> writes them; when none is set, those of Boomi Flow's cloud.</summary>
    public IList<string> CallbackHosts { get; set; } = [];

    /// <summary>The hosts that callbacks may go to.</summary>
    public AllowedHosts AllowedCallbackHosts => AllowedHosts.Parse(CallbackHosts.Count > 0 ? CallbackHosts : BoomiFlow);

    /// <summary>Names everything that is wrong with the section.</summary>
    internal sealed class Validator : IValidateOptions<OutboundOptions>
    {
        public ValidateOptionsResult Validate(string? name, OutboundOptions options)
        {
            var problems = AllowedHosts.Problems(options.CallbackHosts).Select(problem => $"Outbound:CallbackHosts: {problem}").ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }
    }
}
