namespace PromotionEngine.Scripts;

/// <summary>Language of a script in a map function.</summary>
public enum ScriptLanguage
{
    /// <summary>Groovy 2.4.</summary>
    Groovy,

    /// <summary>JavaScript, ECMAScript 5.</summary>
    JavaScript,
}
