package imagefanout.lambda;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.identity.Region;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A function's environment variables. The function does not start when one is missing or malformed; the failure names it. */
public final class Environment {
    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    public static Environment of(Map<String, String> variables) {
        return new Environment(Map.copyOf(requireNonNull(variables, "variables")));
    }

    /** The variable's text. */
    public String required(String name) {
        return optional(name).orElseThrow(() -> new MissingVariableException(name));
    }

    /** The variable's text; an empty one counts as absent. */
    public Optional<String> optional(String name) {
        return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
    }

    /** The variable as an integer from {@code min}, which is not negative, to {@code max}. */
    public int integer(String name, int min, int max) {
        String text = required(name);
        int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
        if (number < min || number > max) {
            throw new MalformedException("an integer from " + min + " to " + max + " in " + name, text);
        }
        return number;
    }

    /** The variable as {@code true} or {@code false}. */
    public boolean flag(String name) {
        String text = required(name);
        if (!text.equals("true") && !text.equals("false")) {
            throw new MalformedException("true or false in " + name, text);
        }
        return text.equals("true");
    }

    /** The variable as Regions with commas between them, in that order. */
    public List<Region> regions(String name) {
        return Arrays.stream(required(name).split(","))
                .map(text -> region(name, text.strip()))
                .toList();
    }

    /** The Region in which the function runs. */
    public Region region() {
        return region("AWS_REGION", required("AWS_REGION"));
    }

    private static Region region(String name, String text) {
        return parsed(name, "a Region such as us-east-1", text, Region::new);
    }

    private static <T> T parsed(String name, String expected, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw (MalformedException) new MalformedException(expected + " in " + name, text).initCause(e);
        }
    }

    /**
     * The endpoint of a service if it is not the public one, from {@code AWS_ENDPOINT_URL_…} or {@code AWS_ENDPOINT_URL}.
     *
     * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">service-specific endpoints</a>
     */
    public Optional<URI> endpoint(String service) {
        return Stream.of("AWS_ENDPOINT_URL_" + service, "AWS_ENDPOINT_URL")
                .filter(name -> optional(name).isPresent())
                .findFirst()
                .map(name -> parsed(name, "a URL", required(name), URI::create));
    }
}
