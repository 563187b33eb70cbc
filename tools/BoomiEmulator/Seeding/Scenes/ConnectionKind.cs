namespace BoomiEmulator.Seeding.Scenes;

/// <summary>A connection that exists in production and, with other values, in dev accounts.</summary>
/// <param name="Name">The name in the primary account.</param>
/// <param name="SubType">The connector's type.</param>
/// <param name="Body">Writes its document.</param>
internal sealed record ConnectionKind(string Name, string SubType, Func<SeedPen, string> Body)
{
    /// <summary>Adds the connection to an account.</summary>
    /// <returns>The component id.</returns>
    public string AddTo(AccountDraft draft, string folder, string suffix = "") =>
        draft.Add(new ComponentName(draft.Reserve(), Name + suffix, ComponentTypes.Connection, SubType), folder, Body);
}
