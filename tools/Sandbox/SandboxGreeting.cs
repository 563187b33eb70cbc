using PromotionEngine.Scripts;

namespace Sandbox;

/// <summary>What the sandbox says when it is ready.</summary>
internal static class SandboxGreeting
{
    /// <summary>Writes addresses, people and three things to try.</summary>
    public static void Write(TextWriter output, RunningSandbox sandbox)
    {
        var info = sandbox.Info;
        var package = sandbox.World.MainPackage;
        output.WriteLine($"""

            The Promotion Service is ready. Nothing leaves this machine; Ctrl+C stops it.

              actions    {info.Host}/fs/PromotionService/{"{action}"}
              OpenAPI    {info.Host}/openapi/v1.json
              sign-in    {info.Host}/sign-in (one click for each person; issuer {sandbox.IssuerAddress})
              mails      {info.Host}/mail (caught, never sent on)
              engine     {info.Grpc} (gRPC, signed calls only)
              Boomi      {info.Emulator} (emulated; Platform API and DataHub)

            The connector's pair is {info.Basic.User}:{info.Basic.Token}. It speaks for these people:

            """);
        foreach (var (name, persona) in info.Personas)
        {
            output.WriteLine($"  {name,-6} {persona.Email,-28} {string.Join(", ", persona.Groups)}");
        }

        output.WriteLine($"""

            Three things to try:

              1. What is there?       POST listDevPackages      devAccountId {package.AccountId}
              2. What does it need?   POST resolveDependencies  rootComponentId {package.RootComponentId}
              3. Promote it           POST executePromotion     with the components that 2 answers

            The README has them as commands to paste.

            """);
        if (GroovyInstallation.FindMissing(sandbox.EngineServices.GetRequiredService<ScriptOptions>()) is { } missing)
        {
            output.WriteLine($"{missing} JavaScript is checked all the same.");
            output.WriteLine();
        }
    }
}
