package imagefanout.endtoend.template;

import imagefanout.dynamodb.table.CatalogTable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Records the permission for each call of a function, and refuses calls that the function's role does not allow. The SDK adds this interceptor to every client in the process through a file on the test class path, so the records are static.
 */
public final class CallRecorder implements ExecutionInterceptor {
    private static final Set<Permission> RECORDED = ConcurrentHashMap.newKeySet();
    private static final Set<Permission> REFUSED = ConcurrentHashMap.newKeySet();
    private static final Roles ROLES = Roles.read();
    private static final Pattern HANDLER = Pattern.compile("imagefanout\\.([a-z]+)\\.[A-Z][A-Za-z]*Handler");

    /** Walks a quarter faster than the default one, which looks for frames to leave out. */
    private static final StackWalker STACK = StackWalker.getInstance(EnumSet.allOf(StackWalker.Option.class));

    private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:imagebuilder:[^:]*:[^:]*:([a-z-]+)/.*");

    /** Account-wide list calls have no narrower resource. */
    public static final String EVERYTHING = "*";

    /** @param resource a table's logical id, a kind of Image Builder resource, or {@link #EVERYTHING} */
    public record Permission(String function, String action, String resource) implements Comparable<Permission> {
        @Override
        public int compareTo(Permission other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return function + " " + action + " on " + resource;
        }
    }

    public static Set<Permission> recorded() {
        return new TreeSet<>(RECORDED);
    }

    /** Returns the refused calls of all tests in this process. */
    public static Set<?> refused() {
        return new TreeSet<>(REFUSED);
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String service =
                attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME).toLowerCase(Locale.ROOT);
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        callingFunction().ifPresent(function -> {
            if (context.request() instanceof TransactWriteItemsRequest transaction) {
                transaction.transactItems().forEach(part -> inTransaction(function, part));
            } else if (service.equals("dynamodb")) {
                tables(context.request())
                        .forEach(table -> call(
                                new Permission(function, "dynamodb:" + operation, table),
                                key -> inDynamoDb(key, context.request())));
            } else if (service.equals("eventbridge")) {
                buses(context.request())
                        .forEach(bus -> call(new Permission(function, "events:" + operation, bus), key -> Set.of()));
            } else if (service.equals("sqs")) {
                call(new Permission(function, "sqs:" + operation, queue(context.request())), key -> Set.of());
            } else if (service.equals("organizations")) {
                call(new Permission(function, service + ":" + operation, member(context.request())), key -> Set.of());
            } else {
                call(
                        new Permission(function, service + ":" + operation, kind(operation, context.request())),
                        key -> tagged(key, context.request()));
            }
        });
    }

    /** A transaction needs the permissions of its parts. */
    private static void inTransaction(String function, TransactWriteItem part) {
        if (part.put() != null) {
            call(
                    new Permission(function, "dynamodb:PutItem", part.put().tableName()),
                    key -> inDynamoDb(key, part.put()));
        } else {
            ConditionCheck check = part.conditionCheck();
            call(
                    new Permission(function, "dynamodb:ConditionCheckItem", check.tableName()),
                    key -> inDynamoDb(key, check));
        }
    }

    private static void call(Permission needed, Roles.Request request) {
        RECORDED.add(needed);
        if (!ROLES.allow(needed, request)) {
            REFUSED.add(needed);
            throw AwsServiceException.builder()
                    .statusCode(403)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("AccessDeniedException")
                            .build())
                    .message("no statement of its role allows " + needed)
                    .build();
        }
    }

    /** Returns the function's folder name without hyphens; empty if a test or the local fleet itself makes the call. */
    private static Optional<String> callingFunction() {
        return STACK.walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                // The cheap check comes first, because each call has hundreds of frames.
                .filter(name -> name.startsWith("imagefanout.") && name.endsWith("Handler"))
                .map(HANDLER::matcher)
                .filter(Matcher::matches)
                .map(handler -> handler.group(1))
                .findFirst());
    }

    /** Returns the tables that a request concerns. */
    private static Set<String> tables(SdkPojo request) {
        Optional<Object> single = field(request, "TableName");
        if (single.isPresent()) {
            return Set.of((String) single.get());
        }
        Set<String> found = new TreeSet<>();
        field(request, "RequestItems")
                .ifPresent(items -> ((Map<?, ?>) items).keySet().forEach(table -> found.add((String) table)));
        if (found.isEmpty()) {
            throw new IllegalStateException("which table does " + request.getClass() + " concern?");
        }
        return found;
    }

    /** Returns the event buses that the entries name. In a local fleet, a bus has its logical ID as its name. */
    private static Set<String> buses(SdkPojo request) {
        return ((List<?>) field(request, "Entries").orElseThrow())
                .stream()
                        .map(entry ->
                                (String) field((SdkPojo) entry, "EventBusName").orElseThrow())
                        .collect(Collectors.toSet());
    }

    /** Returns the name of the queue. In a local fleet, it is its logical ID. */
    private static String queue(SdkPojo request) {
        return ((String) field(request, "QueueUrl").orElseThrow()).replaceFirst(".*/", "");
    }

    /** Returns the type of the member of an organization that a request concerns. */
    private static String member(SdkPojo request) {
        return Stream.of("AccountId", "ResourceId", "ParentId")
                .flatMap(name -> field(request, name).stream())
                .map(id -> ((String) id).startsWith("r-") ? "root" : ((String) id).startsWith("ou-") ? "ou" : "account")
                .findFirst()
                .orElse(EVERYTHING);
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

    /** Returns the values of a DynamoDB condition key, for requests to the catalog table. */
    private static Set<String> inDynamoDb(String key, SdkPojo request) {
        return switch (key) {
            case "dynamodb:LeadingKeys" ->
                keys(request)
                        .map(item -> item.get(CatalogTable.PARTITION_KEY).s())
                        .collect(Collectors.toSet());
            case "dynamodb:Attributes" -> {
                UpdateItemRequest update = (UpdateItemRequest) request;
                Set<String> attributes = new TreeSet<>(update.key().keySet());
                attributes.addAll(update.expressionAttributeNames().values());
                yield attributes;
            }
            default -> throw new IllegalStateException("what is " + key + " of " + request.getClass() + "?");
        };
    }

    /** Returns the keys of the items in a request, possibly with other attributes. */
    private static Stream<Map<String, AttributeValue>> keys(SdkPojo request) {
        if (request instanceof GetItemRequest get) {
            return Stream.of(get.key());
        }
        if (request instanceof Put put) {
            return Stream.of(put.item());
        }
        if (request instanceof ConditionCheck check) {
            return Stream.of(check.key());
        }
        if (request instanceof PutItemRequest put) {
            return Stream.of(put.item());
        }
        if (request instanceof UpdateItemRequest update) {
            return Stream.of(update.key());
        }
        if (request instanceof DeleteItemRequest delete) {
            return Stream.of(delete.key());
        }
        if (request instanceof BatchGetItemRequest batch) {
            return batch.requestItems().values().stream().flatMap(table -> table.keys().stream());
        }
        if (request instanceof BatchWriteItemRequest batch) {
            return batch.requestItems().values().stream()
                    .flatMap(List::stream)
                    .map(write -> write.putRequest() != null
                            ? write.putRequest().item()
                            : write.deleteRequest().key());
        }
        if (request instanceof QueryRequest query) {
            return Stream.of(Map.of(CatalogTable.PARTITION_KEY, partition(query)));
        }
        throw new IllegalStateException("which items does " + request.getClass() + " concern?");
    }

    private static AttributeValue partition(QueryRequest query) {
        return query.expressionAttributeNames().entrySet().stream()
                .filter(name -> name.getValue().equals(CatalogTable.PARTITION_KEY))
                .map(name -> Pattern.compile(Pattern.quote(name.getKey()) + " *= *(:\\w+)")
                        .matcher(query.keyConditionExpression()))
                .filter(Matcher::find)
                .map(value -> query.expressionAttributeValues().get(value.group(1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("which partition does " + query + " ask for?"));
    }

    /** Returns the value of the tag in a condition key, if the request sets it. */
    private static Set<String> tagged(String key, SdkPojo request) {
        if (!key.startsWith("aws:RequestTag/")) {
            throw new IllegalStateException("what is " + key + " of " + request.getClass() + "?");
        }
        return field(request, "tags")
                .map(tags -> ((Map<?, ?>) tags).get(key.substring("aws:RequestTag/".length())))
                .map(tag -> Set.of((String) tag))
                .orElseGet(Set::of);
    }

    private static Optional<Object> field(SdkPojo request, String name) {
        return request.sdkFields().stream()
                .filter(field -> field.memberName().equals(name))
                .map(field -> (Object) field.getValueOrDefault(request))
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }
}
