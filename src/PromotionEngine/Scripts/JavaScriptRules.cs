using System.Collections.Frozen;
using Jint.Parser.Ast;

namespace PromotionEngine.Scripts;

/// <summary>
/// Looks through the whole syntax tree of a JavaScript for what leads out of it: Java's classes, other scripts, texts that are run. Names are judged
/// as they stand; a script that declares such a name for itself is told to choose another.
/// </summary>
internal sealed class JavaScriptRules
{
    private const int MostFindings = 100;

    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["java"] = "it reaches Java's classes",
        ["javax"] = "it reaches Java's classes",
        ["javafx"] = "it reaches Java's classes",
        ["Packages"] = "it reaches Java's classes",
        ["Java"] = "it reaches Java's classes",
        ["JavaImporter"] = "it reaches Java's classes",
        ["JavaAdapter"] = "it reaches Java's classes",
        ["importPackage"] = "it reaches Java's classes",
        ["importClass"] = "it reaches Java's classes",
        ["load"] = "it runs another script",
        ["loadWithNewGlobal"] = "it runs another script",
        ["eval"] = "it runs a text as a script",
        ["Function"] = "it runs a text as a script",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Stack<SyntaxNode?> _open = new();
    private readonly List<ScriptFinding> _findings = [];

    private JavaScriptRules()
    {
    }

    /// <summary>What the script reaches for, in the order of the source.</summary>
    public static IReadOnlyList<ScriptFinding> FindIn(SyntaxNode script)
    {
        var rules = new JavaScriptRules();
        rules._open.Push(script);

        // Not by recursion: trees of long scripts are deep.
        while (rules._findings.Count < MostFindings && rules._open.TryPop(out var node))
        {
            rules.Look(node);
        }

        return [.. rules._findings.OrderBy(finding => finding.Line).ThenBy(finding => finding.Column)];
    }

    private void Look(SyntaxNode? node)
    {
        switch (node)
        {
            case Expression expression:
                LookAtExpression(expression);
                break;
            case VariableDeclaration declaration:
                Open(declaration.Declarations);
                break;
            case FunctionDeclaration function:
                Open(function.Id, function.Body);
                Open(function.Parameters);
                break;
            case ExpressionStatement statement:
                Open(statement.Expression);
                break;
            case Jint.Parser.Ast.Program program:
                Open(program.Body);
                break;
            case BlockStatement block:
                Open(block.Body);
                break;
            case IfStatement statement:
                Open(statement.Test, statement.Consequent, statement.Alternate);
                break;
            case ForStatement loop:
                Open(loop.Init, loop.Test, loop.Update, loop.Body);
                break;
            case ForInStatement loop:
                Open(loop.Left, loop.Right, loop.Body);
                break;
            case WhileStatement loop:
                Open(loop.Test, loop.Body);
                break;
            case DoWhileStatement loop:
                Open(loop.Test, loop.Body);
                break;
            case ReturnStatement statement:
                Open(statement.Argument);
                break;
            case ThrowStatement statement:
                Open(statement.Argument);
                break;
            case LabelledStatement statement:
                Open(statement.Body);
                break;
            case WithStatement statement:
                Open(statement.Object, statement.Body);
                break;
            case SwitchStatement statement:
                Open(statement.Discriminant);
                Open(statement.Cases);
                break;
            case SwitchCase part:
                Open(part.Test);
                Open(part.Consequent);
                break;
            case TryStatement statement:
                Open(statement.Block, statement.Finalizer);
                Open(statement.GuardedHandlers);
                Open(statement.Handlers);
                break;
            case CatchClause clause:
                Open(clause.Param, clause.Body);
                break;
        }
    }

    private void LookAtExpression(Expression expression)
    {
        switch (expression)
        {
            case Identifier name:
                Judge(name, name.Name);
                break;
            case MemberExpression member:
                LookAtMember(member);
                break;
            case CallExpression call:
                Open(call.Callee);
                Open(call.Arguments);
                LookAtCall(call.Callee);
                break;
            case NewExpression construction:
                Open(construction.Callee);
                Open(construction.Arguments);
                break;
            case FunctionExpression function:
                Open(function.Id, function.Body);
                Open(function.Parameters);
                break;
            case VariableDeclarator declarator:
                Open(declarator.Id, declarator.Init);
                break;
            case Property property:
                // The key is a word of its own, not a name that is looked up.
                Open(property.Value);
                break;
            case ObjectExpression literal:
                Open(literal.Properties);
                break;
            case ArrayExpression literal:
                Open(literal.Elements);
                break;
            case AssignmentExpression assignment:
                Open(assignment.Left, assignment.Right);
                break;
            case BinaryExpression operation:
                Open(operation.Left, operation.Right);
                break;
            case LogicalExpression operation:
                Open(operation.Left, operation.Right);
                break;
            case ConditionalExpression choice:
                Open(choice.Test, choice.Consequent, choice.Alternate);
                break;
            case UnaryExpression operation:
                Open(operation.Argument);
                break;
            case SequenceExpression sequence:
                Open(sequence.Expressions);
                break;
        }
    }

    // this.java and this["java"] are the name java; x.java is a property of x.
    private void LookAtMember(MemberExpression member)
    {
        Open(member.Object);
        if (member.Computed)
        {
            Open(member.Property);
        }

        if (member.Object is ThisExpression && NameOf(member) is { } name)
        {
            Judge(member, name);
        }
    }

    // Any function's constructor makes functions of texts.
    private void LookAtCall(Expression callee)
    {
        if (callee is MemberExpression member && string.Equals(NameOf(member), "constructor", StringComparison.Ordinal))
        {
            Report(member, "constructor() may not be called in scripts: it runs a text as a script.");
        }
    }

    private static string? NameOf(MemberExpression member) => member.Computed ? TextOf(member.Property) : (member.Property as Identifier)?.Name;

    // A text, also one that stands in pieces: "ja" + "va".
    private static string? TextOf(Expression expression) => expression switch
    {
        Literal { Value: string text } => text,
        BinaryExpression { Operator: BinaryOperator.Plus, Right: Literal { Value: string right } } sum when TextOf(sum.Left) is { } left => left + right,
        _ => null,
    };

    private void Judge(SyntaxNode place, string name)
    {
        if (Names.TryGetValue(name, out var reason))
        {
            Report(place, $"{name} may not be used in scripts: {reason}.");
        }
    }

    private void Report(SyntaxNode place, string message)
    {
        var start = place.Location?.Start;
        _findings.Add(new ScriptFinding(ScriptFindingKind.Security, start?.Line ?? 0, start is { } position ? position.Column + 1 : 0, message));
    }

    private void Open(params ReadOnlySpan<SyntaxNode?> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is not null)
            {
                _open.Push(node);
            }
        }
    }

    private void Open(IEnumerable<SyntaxNode?>? nodes)
    {
        foreach (var node in nodes ?? [])
        {
            if (node is not null)
            {
                _open.Push(node);
            }
        }
    }
}
