package emulators.imagebuilder.operation;

import static java.util.Objects.requireNonNull;

/** How a request says which operation it means. All but the tags' have their name for a path. */
public record Route(String method, String path, String operation) {

    static final String TAGS = "/tags/";

    public Route {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(operation, "operation");
    }

    static Route get(String operation) {
        return new Route("GET", "/" + operation, operation);
    }

    static Route put(String operation) {
        return new Route("PUT", "/" + operation, operation);
    }

    static Route post(String operation) {
        return new Route("POST", "/" + operation, operation);
    }

    /** Whether input comes in the query string and not in the body. */
    public boolean isQuery() {
        return method.equals("GET");
    }

    /** Whether the ARN of a resource follows in the path. */
    public boolean endsInArn() {
        return path.equals(TAGS);
    }

    boolean matches(String requestMethod, String requestPath) {
        return requestMethod.equals(method) && (endsInArn() ? requestPath.startsWith(path) : requestPath.equals(path));
    }
}
