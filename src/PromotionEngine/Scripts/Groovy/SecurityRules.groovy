import groovy.transform.CompileStatic
import org.codehaus.groovy.ast.AnnotatedNode
import org.codehaus.groovy.ast.AnnotationNode
import org.codehaus.groovy.ast.ASTNode
import org.codehaus.groovy.ast.ClassCodeVisitorSupport
import org.codehaus.groovy.ast.ClassHelper
import org.codehaus.groovy.ast.ClassNode
import org.codehaus.groovy.ast.FieldNode
import org.codehaus.groovy.ast.GenericsType
import org.codehaus.groovy.ast.ImportNode
import org.codehaus.groovy.ast.MethodNode
import org.codehaus.groovy.ast.ModuleNode
import org.codehaus.groovy.ast.Parameter
import org.codehaus.groovy.ast.expr.*
import org.codehaus.groovy.ast.stmt.CatchStatement
import org.codehaus.groovy.ast.stmt.ForStatement
import org.codehaus.groovy.control.SourceUnit
import org.codehaus.groovy.syntax.Types

/**
 * Looks through a script's whole syntax tree for what scripts may not reach for: imports, class bodies, initialisers, default values,
 * annotations, closures. Names are judged as they stand in the source, because nothing is resolved.
 */
@CompileStatic
class SecurityRules extends ClassCodeVisitorSupport {
    private final Map<String, Finding> findings = [:]
    private final Set<ClassNode> visited = new HashSet<>()

    static List<Finding> findIn(ModuleNode module) {
        def rules = new SecurityRules()
        rules.imports(module)
        for (ClassNode type : new ArrayList<ClassNode>(module.getClasses())) {
            rules.visitClass(type)
        }
        List<Finding> found = new ArrayList<>(rules.findings.values())
        return found.sort(false) { Finding one, Finding other -> one.line <=> other.line ?: one.column <=> other.column }
    }

    @Override
    protected SourceUnit getSourceUnit() { return null }

    private void imports(ModuleNode module) {
        if (module.getPackage() != null) {
            visitAnnotations(module.getPackage())
        }
        for (ImportNode node : module.getImports()) {
            visitAnnotations(node)
            importOf(node, node.getClassName())
        }
        for (ImportNode node : module.getStaticImports().values()) {
            visitAnnotations(node)
            importOf(node, node.getClassName())
            if (node.getFieldName() != null && BlockedNames.METHODS.containsKey(node.getFieldName())) {
                importOf(node, node.getFieldName(), true)
            }
        }
        for (ImportNode node : module.getStaticStarImports().values()) {
            visitAnnotations(node)
            importOf(node, node.getClassName())
        }
        for (ImportNode node : module.getStarImports()) {
            visitAnnotations(node)
            String name = node.getPackageName()
            String bare = name.endsWith('.') ? name.substring(0, name.length() - 1) : name
            if (BlockedNames.PACKAGES.contains(bare) || BlockedNames.isClass(bare)) {
                report(node, "import ${bare}.* is not allowed in scripts.")
            }
        }
    }

    private void importOf(ImportNode node, String name, boolean always = false) {
        if (always || BlockedNames.isClass(name)) {
            report(node, "import of ${name} is not allowed in scripts.")
        }
    }

    @Override
    void visitClass(ClassNode node) {
        if (!visited.add(node)) {
            return
        }
        if (node.getUnresolvedSuperClass(false) != null) {
            type(node.getUnresolvedSuperClass(false), node)
        }
        for (ClassNode implemented : node.getUnresolvedInterfaces(false)) {
            type(implemented, node)
        }
        super.visitClass(node)
    }

    @Override
    void visitAnnotations(AnnotatedNode node) {
        for (AnnotationNode annotation : node.getAnnotations()) {
            String name = annotation.getClassNode().getName()
            String simple = name.substring(name.lastIndexOf('.') + 1)
            if (BlockedNames.ANNOTATIONS.contains(simple)) {
                report(annotation, "@${simple} is not allowed in scripts: it acts while the script is compiled.")
            }
            if (annotation.getMembers().containsKey('extensions')) {
                report(annotation, "@${simple} with extensions is not allowed in scripts: they run while the script is compiled.")
            }
            for (Expression member : annotation.getMembers().values()) {
                member.visit(this)
            }
        }
    }

    @Override
    protected void visitConstructorOrMethod(MethodNode node, boolean isConstructor) {
        if (!isConstructor && node.getReturnType() != null) {
            type(node.getReturnType(), node)
        }
        parameters(node.getParameters())
        for (ClassNode thrown : node.getExceptions()) {
            type(thrown, node)
        }
        super.visitConstructorOrMethod(node, isConstructor)
    }

    @Override
    void visitField(FieldNode node) {
        type(node.getOriginType(), node)
        classFrom(node.getOriginType(), node.getInitialExpression(), node)
        super.visitField(node)
    }

    @Override
    void visitClosureExpression(ClosureExpression expression) {
        parameters(expression.getParameters())
        super.visitClosureExpression(expression)
    }

    @Override
    void visitForLoop(ForStatement loop) {
        parameters([loop.getVariable()] as Parameter[])
        super.visitForLoop(loop)
    }

    @Override
    void visitCatchStatement(CatchStatement statement) {
        parameters([statement.getVariable()] as Parameter[])
        super.visitCatchStatement(statement)
    }

    @Override
    void visitDeclarationExpression(DeclarationExpression expression) {
        def left = expression.getLeftExpression()
        if (left instanceof VariableExpression) {
            ClassNode declared = (left as VariableExpression).getOriginType()
            type(declared, left)
            classFrom(declared, expression.getRightExpression(), expression)
        }
        super.visitDeclarationExpression(expression)
    }

    @Override
    void visitVariableExpression(VariableExpression expression) {
        type(expression.getOriginType(), expression)
        if (BlockedNames.RECEIVERS.contains(expression.getName())) {
            report(expression, "${expression.getName()} may not be used in scripts.")
        }
        super.visitVariableExpression(expression)
    }

    @Override
    void visitClassExpression(ClassExpression expression) {
        type(expression.getType(), expression)
        super.visitClassExpression(expression)
    }

    @Override
    void visitConstructorCallExpression(ConstructorCallExpression call) {
        type(call.getType(), call)
        if (call.isUsingAnonymousInnerClass()) {
            visitClass(call.getType())
        }
        super.visitConstructorCallExpression(call)
    }

    @Override
    void visitArrayExpression(ArrayExpression expression) {
        type(expression.getElementType(), expression)
        super.visitArrayExpression(expression)
    }

    @Override
    void visitCastExpression(CastExpression expression) {
        type(expression.getType(), expression)
        if (BlockedNames.isTypeClass(expression.getType().getName())) {
            report(expression, 'A cast to Class is not allowed in scripts: it loads a class by its name.')
        }
        super.visitCastExpression(expression)
    }

    @Override
    void visitMethodCallExpression(MethodCallExpression call) {
        called(call.getMethod(), call.getObjectExpression(), call.isImplicitThis())
        super.visitMethodCallExpression(call)
    }

    @Override
    void visitMethodPointerExpression(MethodPointerExpression expression) {
        called(expression.getMethodName(), expression.getExpression(), false)
        super.visitMethodPointerExpression(expression)
    }

    @Override
    void visitPropertyExpression(PropertyExpression expression) {
        property(expression)
        super.visitPropertyExpression(expression)
    }

    @Override
    void visitAttributeExpression(AttributeExpression expression) {
        property(expression)
        super.visitAttributeExpression(expression)
    }

    @Override
    void visitBinaryExpression(BinaryExpression expression) {
        if (expression.getOperation().getType() == Types.LEFT_SQUARE_BRACKET) {
            String name = ConstantText.of(expression.getRightExpression())
            if (name != null && BlockedNames.PROPERTIES.contains(name)) {
                report(expression, "${name} may not be used in scripts.")
            }
        }
        super.visitBinaryExpression(expression)
    }

    private void property(PropertyExpression expression) {
        String dotted = ConstantText.dotted(expression)
        if (dotted != null && BlockedNames.CLASSES.contains(dotted)) {
            report(expression, "${dotted} may not be used in scripts.")
        }
        String name = ConstantText.of(expression.getProperty())
        if (name == null) {
            return
        }
        if (BlockedNames.PROPERTIES.contains(name) || (BlockedNames.CLASS_PROPERTIES.contains(name) && isClass(expression.getObjectExpression()))) {
            report(expression, "${name} may not be used in scripts.")
        }
    }

    private void called(Expression method, Expression receiver, boolean implicit) {
        String name = ConstantText.of(method)
        if (name == null) {
            report(method, 'A method whose name is computed when the script runs may not be called in scripts.')
            return
        }
        // A method of one's own may be called execute; on a text or a list it starts a program.
        boolean own = implicit && name == 'execute'
        String reason = BlockedNames.METHODS.get(name)
        if (reason != null && !own) {
            report(method, "${name}() may not be called in scripts: ${reason}.")
        } else if (BlockedNames.CLASS_METHODS.contains(name) && isClass(receiver)) {
            report(method, "${name}() of a class may not be called in scripts: it reaches around access rules.")
        }
    }

    // Whether an expression plainly is a class: x.class, x.getClass(), a class literal.
    private static boolean isClass(Expression expression) {
        if (expression instanceof PropertyExpression) {
            return ConstantText.of((expression as PropertyExpression).getProperty()) == 'class'
        }
        if (expression instanceof MethodCallExpression) {
            return ConstantText.of((expression as MethodCallExpression).getMethod()) == 'getClass'
        }
        return expression instanceof ClassExpression
    }

    private void parameters(Parameter[] parameters) {
        for (Parameter parameter : parameters) {
            if (parameter == null) {
                continue
            }
            visitAnnotations(parameter)
            type(parameter.getOriginType(), parameter)
            if (parameter.hasInitialExpression()) {
                classFrom(parameter.getOriginType(), parameter.getInitialExpression(), parameter)
                parameter.getInitialExpression().visit(this)
            }
        }
    }

    // Groovy turns a text into a class when it is assigned to a variable of type Class.
    private void classFrom(ClassNode declared, Expression value, ASTNode place) {
        boolean text = value instanceof GStringExpression || value instanceof BinaryExpression || (value instanceof ConstantExpression && ConstantText.of(value) != null)
        if (declared != null && text && BlockedNames.isTypeClass(declared.getName())) {
            report(place, 'A text may not become a Class in scripts: that loads a class by its name.')
        }
    }

    private void type(ClassNode node, ASTNode place) {
        ClassNode bare = node
        while (bare != null && bare.isArray()) {
            bare = bare.getComponentType()
        }
        if (bare == null || bare == ClassHelper.DYNAMIC_TYPE || bare == ClassHelper.OBJECT_TYPE) {
            return
        }
        if (BlockedNames.isType(bare.getName())) {
            report(bare.getLineNumber() > 0 ? bare : place, "${bare.getName()} may not be used in scripts.")
        }
        if (bare.getGenericsTypes() != null && bare.isUsingGenerics()) {
            for (GenericsType generic : bare.getGenericsTypes()) {
                if (generic.getType() != null && generic.getType() != bare && !generic.isPlaceholder()) {
                    type(generic.getType(), place)
                }
            }
        }
    }

    private void report(ASTNode place, String message) {
        def finding = new Finding(true, place.getLineNumber(), place.getColumnNumber(), message)
        findings.putIfAbsent("${finding.line}:${finding.column}:${message}".toString(), finding)
    }
}
