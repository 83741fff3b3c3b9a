package emulators.imagebuilder.operation;

import static java.util.Objects.requireNonNull;

/** The method and path of an operation. The path is the operation's name, except for tags. */
public record Route(String operation, String method, String path) {

    public Route {
        requireNonNull(operation, "operation");
        requireNonNull(method, "method");
        requireNonNull(path, "path");
    }

    /**
     * Parses a route in the table of shapes.
     *
     * @param text the method, and the path if it is not the operation's name
     */
    static Route of(String operation, String text) {
        String[] words = text.split(" +");
        return new Route(operation, words[0], words.length == 1 ? "/" + operation : words[1]);
    }

    /** Whether the input is in the query, not in the body. */
    public boolean isQuery() {
        return method.equals("GET") || method.equals("DELETE");
    }

    /** Whether the path ends with the ARN of a resource. */
    public boolean endsInArn() {
        return path.endsWith("/");
    }

    boolean matches(String requestMethod, String requestPath) {
        return requestMethod.equals(method) && (endsInArn() ? requestPath.startsWith(path) : requestPath.equals(path));
    }
}
