import groovy.transform.CompileStatic

/** What scripts may not reach for. */
@CompileStatic
class BlockedNames {
    static final Set<String> CLASSES = [
        'java.lang.Runtime', 'java.lang.ProcessBuilder', 'java.lang.ClassLoader', 'java.lang.Thread', 'java.lang.System',
        'java.io.File', 'java.io.FileInputStream', 'java.io.FileOutputStream',
        'java.net.Socket', 'java.net.ServerSocket', 'java.net.URL', 'java.net.HttpURLConnection',
        'java.lang.reflect.Method', 'java.lang.reflect.Field',
        'groovy.lang.GroovyShell', 'groovy.lang.GroovyClassLoader', 'groovy.lang.Eval', 'groovy.util.Eval',
        'groovy.lang.Grab', 'groovy.lang.Grapes', 'groovy.lang.GrabResolver', 'groovy.lang.GrabConfig', 'groovy.lang.GrabExclude', 'groovy.grape.Grape',
        'groovy.transform.ASTTest',
    ] as Set<String>

    static final Set<String> PACKAGES = ['java.lang.reflect', 'java.net', 'groovy.lang', 'groovy.grape'] as Set<String>

    /** Names that mean a blocked class without any import: Groovy imports their packages by itself. */
    static final Set<String> RECEIVERS = [
        'Runtime', 'ProcessBuilder', 'System', 'ClassLoader', 'GroovyShell', 'GroovyClassLoader', 'Eval', 'Thread',
        'File', 'FileInputStream', 'FileOutputStream', 'Socket', 'ServerSocket', 'URL', 'HttpURLConnection',
    ] as Set<String>

    static final Set<String> ANNOTATIONS = [
        'Grab', 'Grapes', 'GrabResolver', 'GrabConfig', 'GrabExclude', 'ASTTest', 'GroovyASTTransformation', 'GroovyASTTransformationClass', 'AnnotationCollector', 'BaseScript',
    ] as Set<String>

    /** Methods that are blocked whatever they are called on, and why. */
    static final Map<String, String> METHODS = [
        execute: 'on a text or a list it starts a program',
        evaluate: 'it runs a text as a script',
        forName: 'it loads a class by its name',
        loadClass: 'it loads a class by its name',
        defineClass: 'it makes a class',
        parseClass: 'it makes a class',
        getClassLoader: 'class loaders are not for scripts',
        getContextClassLoader: 'class loaders are not for scripts',
        getSystemClassLoader: 'class loaders are not for scripts',
        getMetaClass: 'it changes how classes behave',
        setMetaClass: 'it changes how classes behave',
        invokeMethod: 'it calls a method by its name',
        getRuntime: 'it reaches the process that runs the script',
        setAccessible: 'it reaches around access rules',
        toURL: 'scripts may open no connections',
    ]

    static final Set<String> PROPERTIES = ['classLoader', 'contextClassLoader', 'systemClassLoader', 'metaClass'] as Set<String>

    /** Blocked on what plainly is a class. */
    static final Set<String> CLASS_METHODS = [
        'getMethod', 'getMethods', 'getField', 'getFields', 'getDeclaredMethod', 'getDeclaredMethods', 'getDeclaredField', 'getDeclaredFields',
        'getConstructor', 'getConstructors', 'getDeclaredConstructor', 'getDeclaredConstructors',
    ] as Set<String>

    static final Set<String> CLASS_PROPERTIES = ['methods', 'fields', 'constructors', 'declaredMethods', 'declaredFields', 'declaredConstructors'] as Set<String>

    /** Whether a name with its package is a blocked class, or one inside it. */
    static boolean isClass(String name) {
        if (name == null) {
            return false
        }
        String outer = name
        while (true) {
            if (CLASSES.contains(outer)) {
                return true
            }
            int dot = Math.max(outer.lastIndexOf('.'), outer.lastIndexOf('$'))
            if (dot <= 0) {
                return false
            }
            outer = outer.substring(0, dot)
        }
    }

    /** Whether a type, with or without its package, is blocked. */
    static boolean isType(String name) {
        int end = name.indexOf('.')
        String first = end < 0 ? name : name.substring(0, end)
        return RECEIVERS.contains(first) || isClass(name)
    }

    static boolean isTypeClass(String name) {
        return name == 'Class' || name == 'java.lang.Class'
    }
}
