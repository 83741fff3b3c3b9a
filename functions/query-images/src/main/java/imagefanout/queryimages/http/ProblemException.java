package imagefanout.queryimages.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
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
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record ProblemBody(
            String type,
            String title,
            int status,
            String detail,
            Optional<String> parameter,
            List<String> choices,
            @JsonAnyGetter Map<String, Object> more) {}

    private final Type type;
    private final Optional<String> parameter;
    private final List<String> choices;
    private final Map<String, Object> more = new LinkedHashMap<>();

    private ProblemException(Type type, String detail, Optional<String> parameter, List<String> choices) {
        super(detail);
        this.type = type;
        this.parameter = parameter;
        this.choices = choices;
    }

    public static ProblemException of(Type type, String detail) {
        return new ProblemException(type, detail, Optional.empty(), List.of());
    }

    public static ProblemException invalid(String parameter, String detail) {
        return new ProblemException(Type.INVALID_PARAMETER, detail, Optional.of(parameter), List.of());
    }

    public static ProblemException notFound(String detail) {
        return of(Type.NOT_FOUND, detail);
    }

    /** @param parameter the query parameter that takes one of the choices */
    public static ProblemException ambiguous(String name, String parameter, Collection<?> choices) {
        List<String> sorted = choices.stream().map(Object::toString).sorted().toList();
        String detail = "\"" + name + "\" is ambiguous: " + sorted.size() + " match. Repeat the request with "
                + parameter + " set to one of the choices.";
        return new ProblemException(Type.AMBIGUOUS_NAME, detail, Optional.of(parameter), sorted);
    }

    /** Adds a member to the body if there is a value. */
    public ProblemException with(String member, Optional<?> value) {
        value.ifPresent(present -> more.put(member, present));
        return this;
    }

    ProblemBody body() {
        return new ProblemBody(type.uri(), type.title, type.status, getMessage(), parameter, choices, more);
    }
}
