package emulators.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emulators.dynamodb.value.SerializationException;
import emulators.dynamodb.value.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}              | null                             | ExpressionAttributeNames must not be empty
            {'s':'a'}       | null                             | ExpressionAttributeNames contains invalid key: Syntax error; key: "s"
            {'#':'a'}       | null                             | ExpressionAttributeNames contains invalid key: Syntax error; key: "#"
            {'#a-b':'a'}    | null                             | ExpressionAttributeNames contains invalid key: Syntax error; key: "#a-b"
            {'#a':''}       | null                             | ExpressionAttributeNames contains invalid value: Empty attribute name for key #a
            null            | {}                               | ExpressionAttributeValues must not be empty
            null            | {'v':{'S':'a'}}                  | ExpressionAttributeValues contains invalid key: Syntax error; key: "v"
            null            | {':v':{}}                        | ExpressionAttributeValues contains invalid value: Supplied AttributeValue is empty, must contain exactly one of the supported datatypes for key :v
            null            | {':v':{'SS':[]}}                 | ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: An string set  may not be empty for key :v
            null            | {':v':{'N':'x'}}                 | ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :v
            """)
    void refusesWhatIsNoPlaceholderOrStandsForNothing(String names, String values, String message) {
        assertThatThrownBy(() -> Placeholders.of(Given.json(names), Given.json(values)))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message);
    }

    @Test
    void refusesLongPlaceholdersAndNames() {
        String longest = "#" + "a".repeat(254);

        assertThatCode(() -> names(longest, "a")).doesNotThrowAnyException();
        assertThatThrownBy(() -> names(longest + "a", "a"))
                .hasMessage("ExpressionAttributeNames contains invalid key: "
                        + "The expression attribute map contains a key that is too long; size of key: 256");
        assertThatCode(() -> names("#a", "a".repeat(65535))).doesNotThrowAnyException();
        assertThatThrownBy(() -> names("#a", "a".repeat(65536)))
                .hasMessage("ExpressionAttributeNames contains invalid value: "
                        + "Attribute name is too large, must be less than 65536 bytes for key #a");
    }

    @Test
    void refusesNamesThatAreNotText() {
        assertThatThrownBy(() -> Placeholders.of(Given.json("{'#a':1}"), Given.json("null")))
                .isInstanceOf(SerializationException.class)
                .hasMessage("NUMBER_VALUE cannot be converted to String");
    }

    @Test
    void reportsUnusedNamesBeforeUnusedValues() {
        Placeholders placeholders = Placeholders.of(
                Given.json("{'#c':'c','#a':'a','#d':'d'}"), Given.json("{':v':{'S':'x'},':w':{'S':'x'}}"));
        Condition.parse("FilterExpression", "#a = :v", placeholders);

        assertThatThrownBy(placeholders::checkAllUsed)
                .isInstanceOf(ValidationException.class)
                .hasMessage("Value provided in ExpressionAttributeNames unused in expressions: keys: {#c, #d}");

        Condition.parse("FilterExpression", "#c = #d", placeholders);

        assertThatThrownBy(placeholders::checkAllUsed)
                .hasMessage("Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}");

        Projection.parse("ProjectionExpression", "#c", placeholders);
        Condition.parse("FilterExpression", "a IN (:w)", placeholders);

        assertThatCode(placeholders::checkAllUsed).doesNotThrowAnyException();
    }

    @Test
    void knowsWhatTheRequestHas() {
        assertThat(Given.placeholders().hasNames()).isTrue();
        assertThat(Given.placeholders().hasValues()).isTrue();
        assertThat(Given.noPlaceholders().hasNames()).isFalse();
        assertThat(Given.noPlaceholders().hasValues()).isFalse();
    }

    private static Placeholders names(String placeholder, String name) {
        return Placeholders.of(Given.json("{'" + placeholder + "':'" + name + "'}"), Given.json("null"));
    }
}
