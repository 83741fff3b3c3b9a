package imagefanout.queryimages;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Why a request is not answered as asked.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The types are promises: clients tell problems apart by them. */
    enum Type {
        INVALID_PARAMETER(400, "A parameter is not as it should be"),
        CALLER_UNKNOWN(403, "The request does not say who asks"),
        NOT_FOUND(404, "There is no such thing"),
        NO_IMAGE_TO_USE(404, "There is no image to use"),
        AMBIGUOUS_NAME(409, "The name stands for several"),
        DELETED(410, "The image is deleted"),
        INTERNAL_ERROR(500, "Something went wrong here"),
        TEMPORARILY_UNAVAILABLE(503, "What was asked for could not be read just now");

        private final int status;
        private final String title;

        Type(int status, String title) {
            this.status = status;
            this.title = title;
        }

        int status() {
            return status;
        }

        String title() {
            return title;
        }

        String uri() {
            return "urn:image-fanout:problem:"
                    + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Type type;
    private final Optional<String> parameter;
    private final List<String> choices;

    private Problem(Type type, String detail, Optional<String> parameter, List<String> choices, Throwable cause) {
        super(detail, cause);
        this.type = type;
        this.parameter = parameter;
        this.choices = List.copyOf(choices);
    }

    static Problem parameter(String name, String detail) {
        return new Problem(Type.INVALID_PARAMETER, name + " is " + detail, Optional.of(name), List.of(), null);
    }

    static Problem of(Type type, String detail) {
        return new Problem(type, detail, Optional.empty(), List.of(), null);
    }

    static Problem because(Type type, String detail, Throwable cause) {
        return new Problem(type, detail, Optional.empty(), List.of(), cause);
    }

    /** @param by the parameter that takes one of the choices */
    static Problem ambiguous(String name, String by, Collection<?> choices) {
        List<String> sorted = choices.stream().map(Object::toString).sorted().toList();
        String detail = "\"" + name + "\" stands for " + sorted.size() + "; say which with ?" + by + "=";
        return new Problem(Type.AMBIGUOUS_NAME, detail, Optional.of(by), sorted, null);
    }

    Type type() {
        return type;
    }

    String detail() {
        return getMessage();
    }

    Optional<String> parameter() {
        return parameter;
    }

    List<String> choices() {
        return choices;
    }
}
