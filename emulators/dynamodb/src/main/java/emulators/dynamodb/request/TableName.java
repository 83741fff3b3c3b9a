package emulators.dynamodb.request;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.input.Shape;
import emulators.dynamodb.input.Text;
import emulators.dynamodb.input.Violations;

/** The name of a table, or its ARN. */
public final class TableName implements Shape {

    static final String PATTERN = "[a-zA-Z0-9_.-]+";

    private static final Text NAME = Text.ofLength(1, 255).matching(PATTERN);
    private static final Text ARN = Text.ofLength(1, 1024);

    @Override
    public void check(JsonNode value, String path, Violations violations) {
        boolean isArn = value.isTextual() && value.textValue().startsWith("arn:");
        (isArn ? ARN : NAME).check(value, path, violations);
    }

    @Override
    public String show(JsonNode value) {
        return value.asText();
    }
}
