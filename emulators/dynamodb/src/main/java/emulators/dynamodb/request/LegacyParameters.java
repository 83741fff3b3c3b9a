package emulators.dynamodb.request;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.value.ValidationException;
import java.util.List;

/**
 * The parameters that expressions have replaced. They are refused.
 *
 * @param names what the operation has of them
 * @param expressions what the operation has instead
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html">Legacy
 *     DynamoDB conditional parameters</a>
 */
public record LegacyParameters(List<String> names, List<String> expressions) {

    public LegacyParameters {
        names = List.copyOf(names);
        expressions = List.copyOf(expressions);
    }

    /** @throws ValidationException if the request has one */
    public void refuse(JsonNode request) {
        List<String> given = names.stream().filter(request::hasNonNull).toList();
        List<String> used = expressions.stream().filter(request::hasNonNull).toList();
        if (given.isEmpty()) {
            return;
        }
        if (!used.isEmpty()) {
            throw new ValidationException(
                    "Can not use both expression and non-expression parameters in the same request: "
                            + "Non-expression parameters: {" + String.join(", ", given) + "} Expression parameters: {"
                            + String.join(", ", used) + "}");
        }
        throw new ValidationException("This emulator does not support the legacy parameter " + given.get(0) + ". Use "
                + String.join(" or ", expressions) + ".");
    }
}
