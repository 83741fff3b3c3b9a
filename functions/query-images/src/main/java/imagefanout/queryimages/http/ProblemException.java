package imagefanout.queryimages.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request cannot be answered.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Clients distinguish problems by the type's URI, so it must not change. */
    public enum Type {
        INVALID_PARAMETER(400, "Invalid parameter"),
        CALLER_UNKNOWN(403, "Caller unknown"),
        NOT_FOUND(404, "Not found"),
        NO_IMAGE_TO_USE(404, "No image to use"),
        AMBIGUOUS_NAME(409, "Ambiguous name"),
        PROMOTION_REFUSED(409, "Promotion refused"),
        NOT_HELD(409, "Not held"),
        DELETED(410, "Deleted"),
        REMOVED(410, "Removed"),
        INTERNAL_ERROR(500, "Internal error"),
        TEMPORARILY_UNAVAILABLE(503, "Temporarily unavailable");

        private final int status;
        private final String title;

        Type(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public String uri() {
            return "urn:image-fanout:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The JSON body of the response. */
    record ProblemBody(
            String type,
            String title,
            int status,
            String detail,
            @JsonAnyGetter Map<String, Object> more) {}

    private final Type type;
    private final Map<String, Object> more = new LinkedHashMap<>();

    private ProblemException(Type type, String detail) {
        super(detail);
        this.type = type;
    }

    public static ProblemException of(Type type, String detail) {
        return new ProblemException(type, detail);
    }

    public static ProblemException invalid(String parameter, String detail) {
        return of(Type.INVALID_PARAMETER, detail).with("parameter", Optional.of(parameter));
    }

    public static ProblemException notFound(String detail) {
        return of(Type.NOT_FOUND, detail);
    }

    /** @param parameter the query parameter that takes one of the choices */
    static ProblemException ambiguous(String name, String parameter, List<?> choices) {
        List<String> sorted = choices.stream().map(Object::toString).sorted().toList();
        String detail = "\"" + name + "\" is ambiguous: " + sorted.size() + " match. Repeat the request with "
                + parameter + " set to one of the choices.";
        return of(Type.AMBIGUOUS_NAME, detail)
                .with("parameter", Optional.of(parameter))
                .with("choices", Optional.of(sorted));
    }

    /** Adds a member to the body if there is a value. */
    public ProblemException with(String member, Optional<?> value) {
        value.ifPresent(present -> more.put(member, present));
        return this;
    }

    ProblemBody body() {
        return new ProblemBody(type.uri(), type.title, type.status, getMessage(), more);
    }
}
