import groovy.transform.CompileStatic
import org.codehaus.groovy.GroovyBugError
import org.codehaus.groovy.ast.ModuleNode
import org.codehaus.groovy.control.CompilationFailedException
import org.codehaus.groovy.control.CompilerConfiguration
import org.codehaus.groovy.control.ErrorCollector
import org.codehaus.groovy.control.SourceUnit
import org.codehaus.groovy.control.messages.ExceptionMessage
import org.codehaus.groovy.control.messages.SimpleMessage
import org.codehaus.groovy.control.messages.SyntaxErrorMessage

/**
 * Parses a script with Groovy's own parser and builds its syntax tree, and stops there. A compilation unit, which would run transformations
 * (@Grab among them), is never made; nothing is resolved, loaded or run.
 */
@CompileStatic
class ScriptParser {
    static List<Finding> findIn(String script) {
        def configuration = new CompilerConfiguration()
        def errors = new ErrorCollector(configuration)
        def unit = new SourceUnit('Script.groovy', script, configuration, null, errors)
        try {
            unit.parse()
            unit.completePhase()
            unit.nextPhase()
            unit.convert()
            if (errors.hasErrors()) {
                return syntax(errors)
            }
            return SecurityRules.findIn(unit.getAST() as ModuleNode)
        } catch (CompilationFailedException failure) {
            return errors.hasErrors() ? syntax(errors) : [whole(failure)]
        } catch (GroovyBugError | RuntimeException failure) {
            // On some malformed scripts the parser trips over itself; they do not compile either.
            return errors.hasErrors() ? syntax(errors) : [whole(failure)]
        }
    }

    private static List<Finding> syntax(ErrorCollector errors) {
        List<Finding> findings = []
        for (Object error : errors.getErrors()) {
            if (error instanceof SyntaxErrorMessage) {
                def cause = (error as SyntaxErrorMessage).getCause()
                findings.add(new Finding(false, cause.getLine(), cause.getStartColumn(), firstLine(cause.getOriginalMessage())))
            } else if (error instanceof ExceptionMessage) {
                findings.add(whole((error as ExceptionMessage).getCause()))
            } else if (error instanceof SimpleMessage) {
                findings.add(new Finding(false, 0, 0, firstLine((error as SimpleMessage).getMessage())))
            }
        }
        return findings
    }

    private static Finding whole(Throwable failure) {
        return new Finding(false, 0, 0, "The Groovy compiler could not read the script: ${firstLine(failure.getMessage() ?: failure.getClass().getSimpleName())}")
    }

    private static String firstLine(String message) {
        String text = (message ?: 'syntax error').trim()
        int end = text.indexOf('\n')
        String line = end < 0 ? text : text.substring(0, end).trim()
        // The parser names the token, and the end of the script has no text.
        return line.endsWith(':') ? "${line} end of line or script".toString() : line
    }
}
