package emulators.dynamodb.request;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.dynamodb.input.InputShape;
import emulators.dynamodb.input.InputText;
import emulators.dynamodb.input.Violations;

/** The name of a table, or its ARN. */
public final class TableName implements InputShape {

    static final String PATTERN = "[a-zA-Z0-9_.-]+";

    private static final InputText NAME = InputText.ofLength(1, 255).matching(PATTERN);
    private static final InputText ARN = InputText.ofLength(1, 1024);

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
