package imagefanout.localfleet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Records what each function calls, as the permission that the call needs. The SDK puts one into every client of this
 * process, because a file on the tests' class path names it: so what is recorded has to be kept for all of them.
 */
public final class CallRecorder implements ExecutionInterceptor {
    private static final Set<Permission> RECORDED = new ConcurrentSkipListSet<>();
    private static final Pattern HANDLER = Pattern.compile("imagefanout\\.([a-z]+)\\.[A-Z][A-Za-z]*Handler");
    private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:imagebuilder:[^:]*:[^:]*:([a-z-]+)/.*");

    /** Nothing is made of it: these lists look through everything that an account has. */
    static final String EVERYTHING = "*";

    /** @param resource a table's logical id, a kind of Image Builder resource, or {@link #EVERYTHING} */
    record Permission(String function, String action, String resource) implements Comparable<Permission> {
        @Override
        public int compareTo(Permission other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return function + " " + action + " on " + resource;
        }
    }

    static Set<Permission> recorded() {
        return new TreeSet<>(RECORDED);
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String service =
                attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME).toLowerCase(Locale.ROOT);
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        callingFunction().ifPresent(function -> {
            if (service.equals("dynamodb")) {
                tables(context.request())
                        .forEach((table, action) ->
                                RECORDED.add(new Permission(function, "dynamodb:" + action.orElse(operation), table)));
            } else {
                RECORDED.add(new Permission(function, service + ":" + operation, kind(operation, context.request())));
            }
        });
    }

    /** The folder's name without its hyphens; empty when a test or the local fleet itself calls. */
    private static Optional<String> callingFunction() {
        return StackWalker.getInstance().walk(frames -> frames.map(frame -> HANDLER.matcher(frame.getClassName()))
                .filter(Matcher::matches)
                .map(handler -> handler.group(1))
                .findFirst());
    }

    /** By table; with an action where it is not the operation's own. A transaction needs what its parts need. */
    private static Map<String, Optional<String>> tables(SdkPojo request) {
        Optional<Object> single = field(request, "TableName");
        if (single.isPresent()) {
            return Map.of((String) single.get(), Optional.empty());
        }
        Map<String, Optional<String>> found = new java.util.TreeMap<>();
        field(request, "RequestItems")
                .ifPresent(items ->
                        ((Map<?, ?>) items).keySet().forEach(table -> found.put((String) table, Optional.empty())));
        if (found.isEmpty()) {
            throw new IllegalStateException("which table does " + request.getClass() + " concern?");
        }
        return found;
    }

    private static String kind(String operation, SdkPojo request) {
        return request.sdkFields().stream()
                .map(field -> field.getValueOrDefault(request))
                .filter(String.class::isInstance)
                .map(value -> ARN.matcher((String) value))
                .filter(Matcher::matches)
                .map(arn -> arn.group(1))
                .filter(kind -> !operation.startsWith("Create"))
                .findFirst()
                .or(() -> Stream.of(operation)
                        .filter(name -> name.startsWith("Create"))
                        .map(name -> String.join(
                                        "-",
                                        Arrays.asList(name.substring("Create".length())
                                                .split("(?<=.)(?=[A-Z])")))
                                .toLowerCase(Locale.ROOT))
                        .findFirst())
                .orElse(EVERYTHING);
    }

    private static Optional<Object> field(SdkPojo request, String name) {
        return request.sdkFields().stream()
                .filter(field -> field.memberName().equals(name))
                .map(field -> (Object) field.getValueOrDefault(request))
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }
}
