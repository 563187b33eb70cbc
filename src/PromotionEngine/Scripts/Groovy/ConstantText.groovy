import groovy.transform.CompileStatic
import org.codehaus.groovy.ast.expr.BinaryExpression
import org.codehaus.groovy.ast.expr.ClassExpression
import org.codehaus.groovy.ast.expr.ConstantExpression
import org.codehaus.groovy.ast.expr.Expression
import org.codehaus.groovy.ast.expr.GStringExpression
import org.codehaus.groovy.ast.expr.PropertyExpression
import org.codehaus.groovy.ast.expr.VariableExpression
import org.codehaus.groovy.syntax.Types

/** Texts that stand in the source, also in pieces: 'for' + 'Name', "${'for'}Name". */
@CompileStatic
class ConstantText {
    /** The text, or null when it is only known when the script runs. */
    static String of(Expression expression) {
        if (expression instanceof ConstantExpression) {
            Object value = (expression as ConstantExpression).getValue()
            return value instanceof String ? value as String : null
        }
        if (expression instanceof BinaryExpression && (expression as BinaryExpression).getOperation().getType() == Types.PLUS) {
            String left = of((expression as BinaryExpression).getLeftExpression())
            String right = left == null ? null : of((expression as BinaryExpression).getRightExpression())
            return right == null ? null : left + right
        }
        if (expression instanceof GStringExpression) {
            def text = new StringBuilder()
            def pieces = (expression as GStringExpression).getStrings()
            def values = (expression as GStringExpression).getValues()
            for (int at = 0; at < pieces.size(); at++) {
                text.append(of(pieces.get(at)))
                if (at < values.size()) {
                    String value = of(values.get(at))
                    if (value == null) {
                        return null
                    }
                    text.append(value)
                }
            }
            return text.toString()
        }
        return null
    }

    /** A name with dots, as java.lang.Runtime stands in the source before it is resolved; null for any other expression. */
    static String dotted(Expression expression) {
        def parts = new ArrayDeque<String>()
        Expression at = expression
        while (at instanceof PropertyExpression) {
            String name = of((at as PropertyExpression).getProperty())
            if (name == null || parts.size() > 20) {
                return null
            }
            parts.addFirst(name)
            at = (at as PropertyExpression).getObjectExpression()
        }
        if (at instanceof VariableExpression) {
            parts.addFirst((at as VariableExpression).getName())
        } else if (at instanceof ClassExpression) {
            parts.addFirst((at as ClassExpression).getType().getName())
        } else {
            return null
        }
        return parts.join('.')
    }
}
