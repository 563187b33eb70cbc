import groovy.transform.CompileStatic
import java.nio.charset.StandardCharsets
import java.util.concurrent.Callable
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.ThreadFactory
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException

/**
 * Checks scripts for the engine, one after the other, until its input ends.
 *
 * Numbers are big-endian. It first writes its version of Groovy as a text. Then, for each request (length, script in UTF-8), it writes an
 * answer: the number of findings, and of each its kind (0 syntax, 1 security), line, column and message. A text is its length and UTF-8 bytes.
 * When a check takes longer than the limit in the first argument (milliseconds), or memory runs out, the process ends: the engine starts another.
 */
@CompileStatic
class GroovyWorker {
    private static final int LARGEST_REQUEST = 1 << 20
    // Deep trees are walked by recursion; what is still too deep is caught and reported.
    private static final long STACK = 256L << 20
    private static final int MOST_FINDINGS = 100
    private static final int LONGEST_MESSAGE = 500
    // One thread for all scripts: to get such a stack from the system and to give it back takes longer than many a check.
    private static final ExecutorService CHECKS = Executors.newSingleThreadExecutor({ Runnable work ->
        def thread = new Thread(null, work, 'check', STACK)
        thread.setDaemon(true)
        return thread
    } as ThreadFactory)

    static void main(String[] arguments) {
        long limit = Long.parseLong(arguments[0])
        def output = new DataOutputStream(new BufferedOutputStream(System.out))
        // The answers own standard output; what anything else prints must not get between them.
        System.setOut(System.err)
        def input = new DataInputStream(new BufferedInputStream(System.in))
        warmUp(limit)
        writeText(output, GroovySystem.getVersion())
        output.flush()
        while (true) {
            int length
            try {
                length = input.readInt()
            } catch (EOFException ignored) {
                break
            }
            if (length < 0 || length > LARGEST_REQUEST) {
                Runtime.getRuntime().halt(2)
            }
            byte[] script = new byte[length]
            input.readFully(script)
            write(output, check(new String(script, StandardCharsets.UTF_8), limit))
        }
        Runtime.getRuntime().halt(0)
    }

    private static List<Finding> check(String script, long limit) {
        def checking = CHECKS.submit({ findIn(script) } as Callable<List<Finding>>)
        try {
            return checking.get(limit, TimeUnit.MILLISECONDS)
        } catch (TimeoutException ignored) {
            Runtime.getRuntime().halt(3)
            return []
        }
    }

    private static List<Finding> findIn(String script) {
        try {
            return ScriptParser.findIn(script)
        } catch (StackOverflowError ignored) {
            return [new Finding(false, 0, 0, 'The script is nested too deeply to be read.')]
        } catch (OutOfMemoryError ignored) {
            Runtime.getRuntime().halt(4)
            return []
        }
    }

    // The first scripts are slow because classes are loaded and nothing is compiled yet; nobody shall wait for that.
    private static void warmUp(long limit) {
        String sample = '''
            import groovy.json.JsonSlurper
            class Sample { @Deprecated int size = 1; def grow(int by = 2) { size += by; return [size: "${size}", list: [1, 2, 3].collect { it * 2 }] } }
            def values = new JsonSlurper().parseText(input)
            for (value in values) { try { output = value?.name ?: 'none'; if (value.size() > 2) { output += "x" } } catch (IOException e) { throw e } }
            switch (output) { case ~/a.*/: break; default: output = (output as String).trim() }
        '''
        // As long as the longest scripts that people send: loops that run long are compiled apart from those that run often.
        String longest = sample * 12
        12.times { check(longest, limit * 10) }
        check('def broken = (', limit * 10)
    }

    private static void write(DataOutputStream output, List<Finding> findings) {
        def shown = findings.take(MOST_FINDINGS)
        output.writeInt(shown.size())
        for (Finding finding : shown) {
            output.writeByte(finding.security ? 1 : 0)
            output.writeInt(finding.line)
            output.writeInt(finding.column)
            writeText(output, finding.message.take(LONGEST_MESSAGE).toString())
        }
        output.flush()
    }

    private static void writeText(DataOutputStream output, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8)
        output.writeInt(bytes.length)
        output.write(bytes)
    }
}
