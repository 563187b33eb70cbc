import groovy.transform.CompileStatic

/** Something wrong in a script. Lines and columns count from 1; 0 stands for the script as a whole. */
@CompileStatic
class Finding {
    final boolean security
    final int line
    final int column
    final String message

    Finding(boolean security, int line, int column, String message) {
        this.security = security
        this.line = Math.max(line, 0)
        this.column = Math.max(column, 0)
        this.message = message
    }
}
